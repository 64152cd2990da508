package io.multigate.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.multigate.evaluation.EvaluationReport;
import io.multigate.evaluation.GateHealth;
import io.multigate.evaluation.GateTally;
import io.multigate.evaluation.JudgedRegression;
import io.multigate.evaluation.JudgedTask;
import io.multigate.feature.EncodedBatch;
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
     * @param tasks the predictions and labels of each judged binary task
     * @param regressions the predictions and labels of each regression
     * @param report the measures
     * @param rows rows judged
     * @param gates what the gates do; empty without gates
     */
    record Verdict(List<JudgedTask> tasks, List<JudgedRegression> regressions, EvaluationReport report, long rows,
            Optional<GateHealth> gates) {

        /** Mean gate weight by task and expert; empty without gates. */
        Map<String, List<Double>> gateMeans() {
            Map<String, List<Double>> means = new LinkedHashMap<>();
            this.gates.ifPresent(
                    (health) -> health.tasks().forEach((gate) -> means.put(gate.task(), gate.meanWeights())));
            return means;
        }

    }

    /** Is given the scores of consecutive rows. */
    interface Listener {

        /** Keeps nothing. */
        Listener NONE = (_, _, _) -> {
        };

        /** Some rows are scored. */
        void scored(List<Example> examples, EncodedBatch batch, Predictions predictions);

        /** This one, then another. */
        default Listener and(Listener other) {
            return (examples, batch, predictions) -> {
                scored(examples, batch, predictions);
                other.scored(examples, batch, predictions);
            };
        }

    }

    private final List<Task> tasks;

    private final FeatureEncoder encoder;

    private final Scorer scorer;

    private final Listener listener;

    private final List<Example> pending = new ArrayList<>(BATCH);

    private final FloatColumn[] values;

    private final FloatColumn[] labels;

    private final FloatColumn[] truths;

    /** One a task; empty without gates. */
    private final List<GateTally> gates = new ArrayList<>();

    private ModelJudge(List<Task> tasks, int truths, FeatureEncoder encoder, Scorer scorer, Listener listener) {
        this.tasks = tasks;
        this.encoder = encoder;
        this.scorer = scorer;
        this.listener = listener;
        this.values = FloatColumn.columns(tasks.size());
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

    /** Whether simulated data holds a true probability in such a column. */
    static boolean isTruth(String column) {
        return TRUTHS.containsValue(column);
    }

    /** The truth is complete or not used. */
    static List<String> truthsIn(Path file, List<Task> tasks) {
        List<String> wanted = tasks.stream().flatMap((task) -> Stream.ofNullable(TRUTHS.get(task.name()))).toList();
        boolean complete = wanted.size() == tasks.size() && ExampleReader.columnNames(file).containsAll(wanted);
        return complete ? wanted : List.of();
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
        EncodedBatch batch = examples.batch();
        Predictions predictions = this.scorer.score(batch);
        for (int row = 0; row < this.pending.size(); row++) {
            Example example = this.pending.get(row);
            for (int task = 0; task < this.tasks.size(); task++) {
                this.values[task].add(predictions.values()[task][row]);
                this.labels[task].add(example.labels()[task]);
            }
            for (int truth = 0; truth < this.truths.length; truth++) {
                this.truths[truth].add(example.truths()[truth]);
            }
        }
        addGates(predictions);
        this.listener.scored(this.pending, batch, predictions);
        this.pending.clear();
    }

    private void addGates(Predictions predictions) {
        if (!predictions.hasGates()) {
            return;
        }
        if (this.gates.isEmpty()) {
            this.tasks.forEach((task) -> this.gates.add(new GateTally(task.name(), predictions.experts())));
        }
        for (int task = 0; task < this.gates.size(); task++) {
            this.gates.get(task).add(predictions.gates()[task]);
        }
    }

    private Verdict verdict(long rows) {
        Map<String, float[]> truth = new LinkedHashMap<>();
        for (int i = 0; i < this.truths.length; i++) {
            truth.put(this.tasks.get(i).name(), this.truths[i].toArray());
        }
        float[][] predicted = FloatColumn.toArrays(this.values);
        float[][] happened = FloatColumn.toArrays(this.labels);
        List<JudgedTask> judged = JudgedTask.of(this.tasks, predicted, happened, truth);
        List<JudgedRegression> regressions = JudgedRegression.of(this.tasks, predicted, happened);
        Optional<GateHealth> health = this.gates.isEmpty()
                ? Optional.empty()
                : Optional.of(new GateHealth(this.gates.stream().map(GateTally::gate).toList()));
        return new Verdict(judged, regressions, EvaluationReport.of(judged, regressions), rows, health);
    }

}
