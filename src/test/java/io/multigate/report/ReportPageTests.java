package io.multigate.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.multigate.evaluation.AucDifference;
import io.multigate.evaluation.CalibrationBin;
import io.multigate.evaluation.EvaluationReport;
import io.multigate.evaluation.Evidence;
import io.multigate.evaluation.GateHealth;
import io.multigate.evaluation.GateHealth.TaskGate;
import io.multigate.evaluation.Importance;
import io.multigate.evaluation.Importance.FeatureImportance;
import io.multigate.evaluation.JudgedRegression;
import io.multigate.evaluation.JudgedTask;
import io.multigate.evaluation.RegressionCurves;
import io.multigate.evaluation.RowSummary;
import io.multigate.evaluation.RowSummary.FeatureCoverage;
import io.multigate.evaluation.SliceGroup;
import io.multigate.evaluation.SliceGroup.Slice;
import io.multigate.evaluation.TaskCurves;
import io.multigate.model.ModelId;
import io.multigate.model.ModelManifest;
import io.multigate.model.ModelManifest.DataDigest;
import io.multigate.model.ModelManifest.FileEntry;
import io.multigate.model.ModelManifest.Provenance;
import io.multigate.model.ModelSpec.MmoeSpec;
import io.multigate.model.Objective;
import io.multigate.model.Task;
import io.multigate.report.ReportContents.Epoch;
import io.multigate.report.ReportContents.FeatureLine;
import io.multigate.report.ReportContents.LossCurve;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A page of names that would like to be markup. */
class ReportPageTests {

    private static final String EVIL = "<script src='//evil'>&\"";

    private static final String HARMLESS = "&lt;script src=&#39;//evil&#39;&gt;&amp;&quot;";

    private static ReportContents contents(float[] labels) {
        List<Task> tasks = List.of(new Task(EVIL + "t", EVIL + "l", null));
        float[] predictions = new float[labels.length];
        for (int row = 0; row < predictions.length; row++) {
            predictions[row] = (row + 1f) / (predictions.length + 1);
        }
        List<JudgedTask> judged = JudgedTask.of(tasks, new float[][]{predictions}, new float[][]{labels}, Map.of());
        String task = judged.getFirst().name();
        DataDigest data = new DataDigest(EVIL + "d", "0abc");
        Provenance provenance = new Provenance(data, 10, data, 20, "1abc", 7, 2, Instant.parse("2026-01-02T03:04:05Z"),
                Map.of(EVIL + "lib", EVIL + "v"));
        ModelManifest manifest = new ModelManifest(new ModelId("shop", 3),
                new MmoeSpec(tasks, Map.of(), 2, List.of(4), List.of()), Objective.ENTIRE_SPACE, true,
                Map.of("weights.safetensors", new FileEntry(1234, "2abc")), "3abc", provenance, Map.of(), Map.of());
        Evidence evidence = new Evidence(judged.stream().map(TaskCurves::of).toList(), List.of(),
                List.of(new SliceGroup(EVIL + "f", 1,
                        List.of(new Slice(EVIL + "s", Map.of(task, new CalibrationBin(10, 2, 3)))))),
                Optional.of(new GateHealth(List.of(new TaskGate(task, 10, List.of(0.99, 0.01), List.of(1.0, 0.0), 0.1,
                        IntStream.range(0, GateHealth.ENTROPY_BINS).mapToObj((bin) -> (bin == 2) ? 10L : 0L)
                                .toList())))),
                new Importance(20, List.of(
                        new FeatureImportance(EVIL + "f", Map.of(task, new AucDifference(0.8, 0.7, 0.01))))),
                List.of(new RowSummary("judging", 20, Map.of(EVIL + "l", 5L),
                        List.of(new FeatureCoverage(EVIL + "f", 1, 19, 2)))));
        return new ReportContents(manifest, EVIL + "a", List.of(new FeatureLine(EVIL + "f", "user", "numeric", EVIL)),
                data, EvaluationReport.of(judged, List.of()), evidence,
                Optional.of(new LossCurve(List.of(new Epoch(0.5, Double.NaN), new Epoch(0.4, Double.NaN)), 2)));
    }

    private static float[] alternating() {
        float[] labels = new float[100];
        for (int row = 0; row < labels.length; row += 2) {
            labels[row] = 1;
        }
        return labels;
    }

    @Test
    void namesFromDataStayText() {
        String page = ReportPage.html(contents(alternating()));
        assertThat(page).doesNotContain("<script", "//evil'>");
        for (String name : List.of("t", "l", "d", "lib", "v", "s", "f", "a")) {
            assertThat(page).contains(HARMLESS + name);
        }
    }

    @Test
    void thePageRefersToNothingButItself() {
        String page = ReportPage.html(contents(alternating()));
        assertThat(Pattern.compile("(?:href|src)=\"([^\"]*)\"").matcher(page).results().map((link) -> link.group(1)))
                .isNotEmpty()
                .allMatch((link) -> link.equals("data:,") || page.contains(" id=\"" + link.substring(1) + "\""));
        assertThat(page).contains("default-src 'none'").doesNotContain("<!DOCTYPE svg", "@import", "http://");
    }

    @Test
    void eachIdStandsOnceAndEachReferenceHasItsId() {
        String page = ReportPage.html(contents(alternating()));
        List<String> ids = found(page, " id=\"([^\"]*)\"");
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(found(page, "url\\(#([^)]*)\\)")).isNotEmpty().isSubsetOf(ids);
    }

    private static List<String> found(String page, String pattern) {
        return Pattern.compile(pattern).matcher(page).results().map((MatchResult result) -> result.group(1)).toList();
    }

    @Test
    void everythingOfTheProvenanceIsShown() {
        assertThat(ReportPage.html(contents(alternating()))).contains("SHA-256 0abc", "1abc", "2abc", "3abc",
                "2026-01-02T03:04:05Z", "<td>7</td>", "Dead experts, with less than a tenth of an even share in every"
                        + " gate: E1.");
    }

    @Test
    void dataOfOneClassStillMakesAPage() {
        assertThat(ReportPage.html(contents(new float[100]))).contains("all rows are of one class", "Predictions")
                .doesNotContain("NaN");
    }

    @Test
    void plotsWearThePagesColours() {
        String page = ReportPage.html(contents(alternating()));
        assertThat(page).contains("<svg class=\"plot\"", "fill:currentColor", "var(--grid)")
                .doesNotContain("rgb(255,255,255)", "rgb(0,0,0)", "<?xml");
        assertThat(page.length()).isLessThan(1 << 20);
    }

    /** Of a model that predicts a number alone. */
    @Test
    void aRegressionHasItsMeasuresMeansAndResiduals() {
        float[] labels = new float[100];
        float[] predictions = new float[100];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = row - 50;
            predictions[row] = labels[row] + ((row % 2 == 0) ? 3 : -3);
        }
        JudgedRegression spend = new JudgedRegression("spend", predictions, labels);
        ReportContents other = contents(alternating());
        Evidence evidence = new Evidence(List.of(), List.of(RegressionCurves.of(spend)), List.of(), Optional.empty(),
                other.evidence().importance(), other.evidence().data());
        String page = ReportPage.html(new ReportContents(other.manifest(), "network", other.features(), other.judged(),
                EvaluationReport.of(List.of(), List.of(spend)), evidence, Optional.empty()));
        assertThat(page).contains("<td class=\"n\">9.00</td>", "Predicted and true", "Residuals", "RMSE")
                .doesNotContain("COPC", "Importance", "NaN");
    }

}
