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
import io.multigate.feature.FeatureEncoder;
import io.multigate.inference.PlanCompiler;
import io.multigate.inference.Predictions;
import io.multigate.inference.ScoringPlan;
import io.multigate.model.Funnel;
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

    /** Judges the model on every row. */
    public EvaluationReport evaluate(Path data, ExampleReader reader) {
        return judge(data, reader, (examples, predictions) -> {
        });
    }

    /**
     * Judges the model on every row and writes its predictions as CSV, one line a row: {@code pctr,pcvr,pctcvr}, or
     * one column a task for a model without a funnel.
     * @param reader must tolerate no malformed row, lest the lines go out of step with the rows
     * @throws IOException if the predictions cannot be written
     */
    public EvaluationReport evaluate(Path data, ExampleReader reader, Path predictionsFile) throws IOException {
        List<Task> tasks = this.bundle.manifest().spec().tasks();
        Optional<Funnel> funnel = Funnel.of(tasks);
        try (CsvWriter csv = CsvWriter.builder()
                .build(Files.newBufferedWriter(predictionsFile, StandardCharsets.UTF_8))) {
            csv.writeRecord(funnel.isPresent()
                    ? List.of("pctr", "pcvr", "pctcvr")
                    : tasks.stream().map(Task::name).toList());
            return judge(data, reader, (examples, predictions) -> {
                for (int row = 0; row < examples.size(); row++) {
                    csv.writeRecord(line(predictions, funnel, row));
                }
            });
        } catch (UncheckedIOException ex) {
            throw ex.getCause();
        }
    }

    private EvaluationReport judge(Path data, ExampleReader reader, ModelJudge.Listener listener) {
        List<Task> tasks = this.bundle.manifest().spec().tasks();
        ScoringPlan plan = PlanCompiler.compile(this.bundle.schema(), this.bundle.manifest().spec(),
                this.bundle.weights());
        return ModelJudge.judge(reader, data, new FeatureEncoder(this.bundle.schema()), tasks, plan, listener).report();
    }

    private static String[] line(Predictions predictions, Optional<Funnel> funnel, int row) {
        float[] values = new float[predictions.tasks().size()];
        for (int task = 0; task < values.length; task++) {
            values[task] = predictions.probabilities()[task][row];
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
