package io.multigate.network;

import io.multigate.feature.EncodedBatch;

/**
 * Encoded rows with what happened to each.
 *
 * @param rows one row an impression
 * @param labels [task][row], the task's own label column: 0 or 1, or any number of a regression
 */
public record LabelledRows(EncodedBatch rows, float[][] labels) {

    public LabelledRows {
        for (float[] label : labels) {
            if (label.length != rows.size()) {
                throw new IllegalArgumentException(rows.size() + " rows want as many labels, not " + label.length);
            }
        }
    }

    /** Number of rows. */
    public int size() {
        return this.rows.size();
    }

}
