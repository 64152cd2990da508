package io.multigate.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model's order of the rows owes to each feature (Breiman 2001, "Random Forests", section 10): the AUC that is
 * lost when the feature's values are shuffled among the rows.
 *
 * @param rows rows that were scored
 * @param features one a feature, in the schema's order
 */
public record Importance(int rows, List<FeatureImportance> features) {

    /**
     * One feature's.
     * @param feature its name
     * @param tasks what its shuffling changes, by the name of the judged task
     */
    public record FeatureImportance(String feature, Map<String, AucDifference> tasks) {

        /**
         * Compares predictions.
         * @param feature whose values were shuffled
         * @param intact the tasks of the rows as they are
         * @param shuffled the same tasks, of the rows with shuffled values
         */
        public static FeatureImportance of(String feature, List<JudgedTask> intact, List<JudgedTask> shuffled) {
            Map<String, AucDifference> tasks = new LinkedHashMap<>();
            for (int task = 0; task < intact.size(); task++) {
                JudgedTask judged = intact.get(task);
                tasks.put(judged.name(), AucDifference.of(judged.predictions(), shuffled.get(task).predictions(),
                        judged.labels()));
            }
            return new FeatureImportance(feature, tasks);
        }

    }

    public Importance {
        features = List.copyOf(features);
    }

}
