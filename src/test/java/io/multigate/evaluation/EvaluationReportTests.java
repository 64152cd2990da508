package io.multigate.evaluation;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.multigate.evaluation.EvaluationReport.TaskReport;
import io.multigate.model.Task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class EvaluationReportTests {

    private static final List<Task> FUNNEL = List.of(new Task("ctr", "click", null),
            new Task("cvr", "conversion", "ctr"));

    private static final float[][] PROBABILITIES = {{0.5f, 0.25f, 0.5f, 0.25f}, {0.5f, 0.5f, 0.25f, 0.125f}};

    private static final float[][] LABELS = {{1, 0, 1, 0}, {1, 0, 0, 0}};

    @Test
    void conversionsAreJudgedOnClickedRowsAndTheirProductOnAll() {
        EvaluationReport report = EvaluationReport.of(FUNNEL, PROBABILITIES, LABELS, Map.of());
        assertThat(report.tasks()).extracting(TaskReport::task).containsExactly("ctr", "cvr", "ctcvr");
        assertThat(report.tasks()).extracting((task) -> task.measures().rows()).containsExactly(4L, 2L, 4L);
        assertThat(report.tasks()).extracting((task) -> task.measures().positives()).containsExactly(2L, 1L, 1L);
        assertThat(report.tasks()).extracting((task) -> task.measures().auc()).containsExactly(1.0, 1.0, 1.0);
        assertThat(report.tasks().get(1).measures().copc()).isCloseTo(1 / 0.75, within(1e-12));
        double predicted = 0.5 * 0.5 + 0.25 * 0.5 + 0.5 * 0.25 + 0.25 * 0.125;
        assertThat(report.tasks().get(2).measures().copc()).isCloseTo(1 / predicted, within(1e-12));
    }

    @Test
    void theTruthIsComparedOverAllImpressions() {
        float[] trueCtr = {0.5f, 0.25f, 0.5f, 0.25f};
        float[] trueCvr = {0.25f, 0.25f, 0.125f, 0.0625f};
        EvaluationReport report = EvaluationReport.of(FUNNEL, PROBABILITIES, LABELS,
                Map.of("ctr", trueCtr, "cvr", trueCvr));
        Truth ctr = report.tasks().get(0).truth().orElseThrow();
        assertThat(ctr.bias()).isCloseTo(0, within(1e-12));
        assertThat(ctr.correlation()).isCloseTo(1, within(1e-12));
        Truth cvr = report.tasks().get(1).truth().orElseThrow();
        assertThat(cvr.bias()).isCloseTo(1, within(1e-12));
        assertThat(cvr.oracleAuc()).isEqualTo(1);
        assertThat(report.tasks().get(2).truth()).isPresent();
    }

    @Test
    void theShareOfTheOracleMeasuresTheLeadOverChance() {
        assertThat(new Truth(0.8, 1, 0, 0.8).share(0.77)).isCloseTo(0.9, within(1e-12));
    }

    @Test
    void onlyDefinedFiguresAreKept() {
        EvaluationReport report = EvaluationReport.of(FUNNEL, PROBABILITIES, new float[][]{{0, 0, 0, 0}, {0, 0, 0, 0}},
                Map.of());
        assertThat(report.figures().get("ctr")).doesNotContainKeys("auc", "oracleAuc").containsKeys("logLoss", "ece");
        assertThat(report.figures().get("cvr")).containsOnlyKeys("rows", "positives");
    }

    @Test
    void unconditionalTasksAreEachJudgedOnAllRows() {
        List<Task> tasks = List.of(new Task("income", "rich", null), new Task("never-married", "single", null));
        EvaluationReport report = EvaluationReport.of(tasks, PROBABILITIES, LABELS, Map.of());
        assertThat(report.tasks()).extracting(TaskReport::task).containsExactly("income", "never-married");
        assertThat(report.tasks()).extracting((task) -> task.measures().rows()).containsExactly(4L, 4L);
    }

    @Test
    void predictionsAndLabelsMustMatch() {
        assertThatThrownBy(() -> EvaluationReport.of(FUNNEL, new float[][]{{0.5f}, {0.5f}}, LABELS, Map.of()))
                .hasMessage("task 'ctr' has 1 predictions and 4 labels for 4 rows");
    }

}
