package io.multigate.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.multigate.bundle.BundleReader;
import io.multigate.bundle.FileFailure;
import io.multigate.bundle.ModelBundle;
import io.multigate.evaluation.EvaluationReport;
import io.multigate.evaluation.Evidence;
import io.multigate.feature.FeatureEncoder;
import io.multigate.inference.PlanCompiler;
import io.multigate.inference.ScoringPlan;
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
     * Judges the model on every row and writes its predictions as CSV, one line a row: {@code pctr,pcvr,pctcvr} where
     * there is a funnel, then each other task under its name.
     * @param reader must tolerate no malformed row, lest the lines go out of step with the rows
     * @param inDepth whether to gather evidence too
     * @param file of the predictions; stays as it is when anything fails
     * @throws IOException if the predictions cannot be written
     */
    public Outcome evaluate(Path data, ExampleReader reader, boolean inDepth, Path file) throws IOException {
        try (PredictionFile predictions = new PredictionFile(file, this.bundle.manifest().spec().tasks())) {
            Outcome outcome = judge(data, reader, inDepth, predictions);
            predictions.complete();
            return outcome;
        } catch (UncheckedIOException ex) {
            throw unwritten(file, Objects.requireNonNull(ex.getCause()));
        } catch (IOException ex) {
            throw unwritten(file, ex);
        }
    }

    private static IOException unwritten(Path file, IOException cause) {
        return new IOException("cannot write " + file + ": " + FileFailure.reason(cause), cause);
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

}
