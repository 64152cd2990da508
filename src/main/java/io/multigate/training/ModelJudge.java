package io.multigate.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.multigate.evaluation.EvaluationReport;
import io.multigate.feature.FeatureEncoder;
import io.multigate.inference.Predictions;
import io.multigate.inference.Scorer;
import io.multigate.model.Funnel;
import io.multigate.model.Task;

/** Scores the rows of a data file as the service would, and judges the scores. */
final class ModelJudge {

    private static final int BATCH = 2048;

    /** Where simulated data holds the true probability of a task. */
    private static final Map<String, String> TRUTHS = Map.of(Funnel.CTR, "true_pctr", Funnel.CVR, "true_pcvr");

    /**
     * What was found.
     * @param report the measures
     * @param rows rows judged
     * @param gateMeans mean gate weight by task and expert; empty without gates
     */
    record Verdict(EvaluationReport report, long rows, Map<String, List<Double>> gateMeans) {}

    /** Is given the scores of consecutive rows. */
    interface Listener {

        /** Some rows are scored. */
        void scored(List<Example> examples, Predictions predictions);

    }

    private final List<Task> tasks;

    private final FeatureEncoder encoder;

    private final Scorer scorer;

    private final Listener listener;

    private final List<Example> pending = new ArrayList<>(BATCH);

    private final FloatColumn[] probabilities;

    private final FloatColumn[] labels;

    private final FloatColumn[] truths;

    /** Sums of gate weights, [task][expert]. */
    private double[][] gateSums = new double[0][];

    private ModelJudge(List<Task> tasks, int truths, FeatureEncoder encoder, Scorer scorer, Listener listener) {
        this.tasks = tasks;
        this.encoder = encoder;
        this.scorer = scorer;
        this.listener = listener;
        this.probabilities = FloatColumn.columns(tasks.size());
        this.labels = FloatColumn.columns(tasks.size());
        this.truths = FloatColumn.columns(truths);
    }

    /**
     * Judges a model on every row of a file, and against the truth where the file has it.
     * @param listener told every score
     */
    static Verdict judge(ExampleReader reader, Path file, FeatureEncoder encoder, List<Task> tasks, Scorer scorer,
            Listener listener) {
        ExampleColumns columns = ExampleColumns.of(encoder.schema(), tasks, truthsIn(file, tasks));
        ModelJudge judge = new ModelJudge(tasks, columns.truths().size(), encoder, scorer, listener);
        long rows = reader.read(file, columns, judge::take);
        judge.score();
        return judge.verdict(rows);
    }

    /** The truth is complete or not used. */
    private static List<String> truthsIn(Path file, List<Task> tasks) {
        List<String> wanted = tasks.stream().map((task) -> TRUTHS.getOrDefault(task.name(), "")).toList();
        return ExampleReader.columnNames(file).containsAll(wanted) ? wanted : List.of();
    }

    private void take(Example example) {
        this.pending.add(example);
        if (this.pending.size() == BATCH) {
            score();
        }
    }

    private void score() {
        if (this.pending.isEmpty()) {
            return;
        }
        EncodedExamples examples = new EncodedExamples(this.encoder, this.tasks.size());
        this.pending.forEach(examples::add);
        Predictions predictions = this.scorer.score(examples.batch());
        for (int row = 0; row < this.pending.size(); row++) {
            Example example = this.pending.get(row);
            for (int task = 0; task < this.tasks.size(); task++) {
                this.probabilities[task].add(predictions.probabilities()[task][row]);
                this.labels[task].add(example.labels()[task]);
            }
            for (int truth = 0; truth < this.truths.length; truth++) {
                this.truths[truth].add(example.truths()[truth]);
            }
        }
        addGates(predictions);
        this.listener.scored(this.pending, predictions);
        this.pending.clear();
    }

    private void addGates(Predictions predictions) {
        if (!predictions.hasGates()) {
            return;
        }
        int experts = predictions.experts();
        if (this.gateSums.length == 0) {
            this.gateSums = new double[this.tasks.size()][experts];
        }
        for (int task = 0; task < this.gateSums.length; task++) {
            float[] gates = predictions.gates()[task];
            for (int i = 0; i < gates.length; i++) {
                this.gateSums[task][i % experts] += gates[i];
            }
        }
    }

    private Verdict verdict(long rows) {
        Map<String, float[]> truth = new LinkedHashMap<>();
        for (int i = 0; i < this.truths.length; i++) {
            truth.put(this.tasks.get(i).name(), this.truths[i].toArray());
        }
        EvaluationReport report = EvaluationReport.of(this.tasks, FloatColumn.toArrays(this.probabilities),
                FloatColumn.toArrays(this.labels), truth);
        Map<String, List<Double>> gateMeans = new LinkedHashMap<>();
        for (int task = 0; task < this.gateSums.length; task++) {
            List<Double> means = new ArrayList<>();
            for (double sum : this.gateSums[task]) {
                means.add(sum / rows);
            }
            gateMeans.put(this.tasks.get(task).name(), List.copyOf(means));
        }
        return new Verdict(report, rows, gateMeans);
    }

}
