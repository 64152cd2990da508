package io.multigate.evaluation;

import java.util.List;
import java.util.Map;

/**
 * The calibration of the rows that share a feature's value, value by value.
 *
 * @param feature the feature
 * @param values how many values have rows
 * @param slices one a value: the most frequent ones
 */
public record SliceGroup(String feature, int values, List<Slice> slices) {

    /**
     * The rows of one value.
     * @param value as it stands in the data
     * @param tasks calibration by the name of the judged task
     */
    public record Slice(String value, Map<String, CalibrationBin> tasks) {

        public Slice {
            tasks = Map.copyOf(tasks);
        }

        /** A task's part; empty when it judges none of the rows. */
        public CalibrationBin task(String name) {
            return this.tasks.getOrDefault(name, CalibrationBin.EMPTY);
        }

    }

    public SliceGroup {
        slices = List.copyOf(slices);
    }

}
