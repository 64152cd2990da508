package io.multigate.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.multigate.evaluation.Importance;
import io.multigate.evaluation.Importance.FeatureImportance;
import io.multigate.evaluation.JudgedTask;
import io.multigate.feature.FeatureEncoder;
import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureRow;
import io.multigate.inference.Predictions;
import io.multigate.inference.Scorer;
import io.multigate.model.Task;
import io.multigate.model.TaskKind;

/** Measures what each feature is worth to a model: its values are shuffled among the rows, which are scored again. */
final class PermutationImportance {

    private static final int BATCH = 2048;

    private final FeatureEncoder encoder;

    private final List<Task> tasks;

    private final Scorer scorer;

    PermutationImportance(FeatureEncoder encoder, List<Task> tasks, Scorer scorer) {
        this.encoder = encoder;
        this.tasks = tasks;
        this.scorer = scorer;
    }

    /**
     * Measures every feature of the schema by the AUC of the binary tasks; without any there is nothing to measure by.
     * @param rows labelled rows
     * @param seed of the shuffling, which is the same for all features
     */
    Importance measure(List<Example> rows, long seed) {
        if (Task.of(TaskKind.BINARY, this.tasks).isEmpty()) {
            return new Importance(0, List.of());
        }
        List<FeatureRow> intact = rows.stream().map(Example::features).toList();
        List<Integer> order = new ArrayList<>(IntStream.range(0, rows.size()).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        List<JudgedTask> judged = judge(rows, intact);
        List<FeatureImportance> features = new ArrayList<>();
        for (FeatureField field : this.encoder.schema().fields()) {
            List<FeatureRow> shuffled = new ArrayList<>();
            for (int row = 0; row < intact.size(); row++) {
                shuffled.add(with(intact.get(row), field.name(), intact.get(order.get(row))));
            }
            features.add(FeatureImportance.of(field.name(), judged, judge(rows, shuffled)));
        }
        return new Importance(rows.size(), features);
    }

    private static FeatureRow with(FeatureRow row, String feature, FeatureRow other) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(row.values());
        values.put(feature, other.values().get(feature));
        return new FeatureRow(values);
    }

    /**
     * Judges predictions for rows against the labels of examples.
     * @param examples whose labels count
     * @param rows whose features count, one an example
     */
    private List<JudgedTask> judge(List<Example> examples, List<FeatureRow> rows) {
        float[][] probabilities = new float[this.tasks.size()][rows.size()];
        float[][] labels = new float[this.tasks.size()][rows.size()];
        for (int start = 0; start < rows.size(); start += BATCH) {
            int end = Math.min(start + BATCH, rows.size());
            EncodedExamples batch = new EncodedExamples(this.encoder, this.tasks.size());
            for (int row = start; row < end; row++) {
                batch.add(new Example(rows.get(row), examples.get(row).labels(), examples.get(row).truths()));
            }
            Predictions predictions = this.scorer.score(batch.batch());
            for (int task = 0; task < labels.length; task++) {
                System.arraycopy(predictions.values()[task], 0, probabilities[task], start, end - start);
                for (int row = start; row < end; row++) {
                    labels[task][row] = examples.get(row).labels()[task];
                }
            }
        }
        return JudgedTask.of(this.tasks, probabilities, labels, Map.of());
    }

}
