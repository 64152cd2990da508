package io.multigate.evaluation;

import java.util.List;
import java.util.Map;

import io.multigate.evaluation.RegressionCurves.Bin;
import io.multigate.model.Task;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RegressionMeasuresTests {

    private static final float[] LABELS = {-1, 1, 3, 5};

    /** Errors 1, 1, 0, 2; the labels lie 3, 1, 1, 3 from their mean. */
    private static final float[] PREDICTIONS = {-2, 2, 3, 3};

    @Test
    void errorsAndExplainedVarianceAreThoseComputedByHand() {
        RegressionMeasures measures = RegressionMeasures.of(PREDICTIONS, LABELS);
        assertThat(measures.figures()).containsExactly(Map.entry("rows", 4.0), Map.entry("rmse", Math.sqrt(1.5)),
                Map.entry("mse", 1.5), Map.entry("r2", 1 - 6 / 20.0));
    }

    @Test
    void labelsThatAreAllEqualHaveNoVarianceToExplain() {
        assertThat(RegressionMeasures.of(PREDICTIONS, new float[]{2, 2, 2, 2}).figures()).doesNotContainKey("r2")
                .containsEntry("mse", 18 / 4.0);
    }

    @Test
    void aModelsRegressionsAreJudgedApartFromItsBinaryTasks() {
        List<Task> heads = List.of(Task.regression("spend", "amount"), new Task("ctr", "click", null));
        EvaluationReport report = EvaluationReport.of(heads, new float[][]{PREDICTIONS, {0.1f, 0.2f, 0.3f, 0.4f}},
                new float[][]{LABELS, {0, 0, 1, 1}}, Map.of());
        assertThat(report.figures().get("spend")).containsOnlyKeys("rows", "rmse", "mse", "r2");
        assertThat(report.figures().get("ctr")).containsEntry("auc", 1.0).doesNotContainKey("mse");
        assertThat(report.tasks()).hasSize(1);
    }

    @Test
    void tenthsAndResidualsAreOfAllRows() {
        float[] predictions = new float[100];
        float[] labels = new float[100];
        for (int row = 0; row < labels.length; row++) {
            predictions[row] = -row;
            labels[row] = -row + ((row % 2 == 0) ? 1 : -1);
        }
        RegressionCurves curves = RegressionCurves.of(new JudgedRegression("spend", predictions, labels));
        assertThat(curves.deciles()).hasSize(10).allSatisfy((bin) -> assertThat(bin.rows()).isEqualTo(10));
        Bin lowest = curves.deciles().getFirst();
        assertThat(lowest.meanPrediction()).isEqualTo(-94.5);
        assertThat(lowest.meanLabel()).isEqualTo(-94.5);
        assertThat(lowest.labelInterval().contains(-94.5)).isTrue();
        // Root mean squared error 1: bins of 0.2 from -4 on.
        assertThat(curves.residuals().bounds()).hasSize(41).startsWith(-4.0).endsWith(4.0);
        assertThat(curves.residuals().counts().stream().mapToLong(Long::longValue).sum()).isEqualTo(100);
        assertThat(curves.residuals().counts().get(15)).isEqualTo(50);
        assertThat(curves.residuals().counts().get(25)).isEqualTo(50);
    }

    @Test
    void residualsBeyondTheEndsCountInTheLastBins() {
        float[] labels = new float[100];
        labels[0] = 1000;
        RegressionCurves curves = RegressionCurves.of(new JudgedRegression("spend", new float[100], labels));
        assertThat(curves.residuals().counts().getLast()).isEqualTo(1);
        assertThat(RegressionMeasures.of(new float[100], labels).rmse()).isCloseTo(100, within(1e-9));
    }

}
