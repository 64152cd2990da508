package io.multigate.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import de.siegmar.fastcsv.writer.CsvWriter;

import io.multigate.bundle.BundleReader;
import io.multigate.bundle.ModelBundle;
import io.multigate.evaluation.EvaluationReport;
import io.multigate.evaluation.Evidence;
import io.multigate.feature.FeatureEncoder;
import io.multigate.inference.PlanCompiler;
import io.multigate.inference.Predictions;
import io.multigate.inference.ScoringPlan;
import io.multigate.model.Funnel;
import io.multigate.model.ModelManifest.DataDigest;
import io.multigate.model.Task;

/** Judges a model version on a data file, scoring it with the very plan that serves. */
public final class ModelEvaluation {

    private final ModelBundle bundle;

    /**
     * An evaluation of a version.
     * @throws io.multigate.bundle.InvalidBundleException if the bundle is not whole
     */
    public ModelEvaluation(Path version) {
        this.bundle = BundleReader.read(version);
    }

    /**
     * What an evaluation found.
     * @param report the measures
     * @param evidence what stands behind them, if it was asked for
     */
    public record Outcome(EvaluationReport report, Optional<Evidence> evidence) {}

    /** The version. */
    public ModelBundle bundle() {
        return this.bundle;
    }

    /** Identifies the data of an evaluation. */
    public static DataDigest digest(Path data) {
        return Origin.digest(data);
    }

    /**
     * Judges the model on every row.
     * @param inDepth whether to gather evidence too, for which a sample of the rows is scored once a feature
     */
    public Outcome evaluate(Path data, ExampleReader reader, boolean inDepth) {
        return judge(data, reader, inDepth, (_, _, _) -> {
        });
    }

    /**
     * Judges the model on every row and writes its predictions as CSV, one line a row: {@code pctr,pcvr,pctcvr}, or
     * one column a task for a model without a funnel.
     * @param reader must tolerate no malformed row, lest the lines go out of step with the rows
     * @param inDepth whether to gather evidence too
     * @throws IOException if the predictions cannot be written
     */
    public Outcome evaluate(Path data, ExampleReader reader, boolean inDepth, Path predictionsFile)
            throws IOException {
        List<Task> tasks = this.bundle.manifest().spec().tasks();
        Optional<Funnel> funnel = Funnel.of(tasks);
        try (CsvWriter csv = CsvWriter.builder()
                .build(Files.newBufferedWriter(predictionsFile, StandardCharsets.UTF_8))) {
            csv.writeRecord(funnel.isPresent()
                    ? List.of("pctr", "pcvr", "pctcvr")
                    : tasks.stream().map(Task::name).toList());
            return judge(data, reader, inDepth, (examples, _, predictions) -> {
                for (int row = 0; row < examples.size(); row++) {
                    csv.writeRecord(line(predictions, funnel, row));
                }
            });
        } catch (UncheckedIOException ex) {
            throw ex.getCause();
        }
    }

    private Outcome judge(Path data, ExampleReader reader, boolean inDepth, ModelJudge.Listener listener) {
        List<Task> tasks = this.bundle.manifest().spec().tasks();
        ScoringPlan plan = PlanCompiler.compile(this.bundle.schema(), this.bundle.manifest().spec(),
                this.bundle.weights());
        FeatureEncoder encoder = new FeatureEncoder(this.bundle.schema());
        EvidenceCollector collector = new EvidenceCollector(encoder, tasks,
                this.bundle.manifest().provenance().seed());
        ModelJudge.Verdict verdict = ModelJudge.judge(reader, data, encoder, tasks, plan,
                inDepth ? listener.and(collector) : listener);
        return new Outcome(verdict.report(),
                inDepth ? Optional.of(collector.evidence(verdict, plan, List.of())) : Optional.empty());
    }

    private static String[] line(Predictions predictions, Optional<Funnel> funnel, int row) {
        float[] values = new float[predictions.tasks().size()];
        for (int task = 0; task < values.length; task++) {
            values[task] = predictions.values()[task][row];
        }
        if (funnel.isPresent()) {
            values = new float[]{predictions.pCtr(funnel.get(), row), predictions.pCvr(funnel.get(), row),
                    predictions.pCtcvr(funnel.get(), row)};
        }
        String[] line = new String[values.length];
        for (int i = 0; i < line.length; i++) {
            line[i] = Float.toString(values[i]);
        }
        return line;
    }

}
