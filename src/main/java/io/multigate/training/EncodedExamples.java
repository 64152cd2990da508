package io.multigate.training;

import io.multigate.feature.BlockEncoder;
import io.multigate.feature.EncodedBatch;
import io.multigate.feature.FeatureEncoder;
import io.multigate.network.LabelledRows;

/** Examples in the form that a network reads: each brings its own user. */
final class EncodedExamples {

    private final FeatureEncoder encoder;

    private final BlockEncoder rows;

    private final FloatColumn[] labels;

    EncodedExamples(FeatureEncoder encoder, int tasks) {
        this.encoder = encoder;
        this.rows = encoder.rows(1024);
        this.labels = FloatColumn.columns(tasks);
    }

    void add(Example example) {
        this.rows.row(example.features());
        for (int task = 0; task < this.labels.length; task++) {
            this.labels[task].add(example.labels()[task]);
        }
    }

    /** The examples; nothing may be added afterwards. */
    LabelledRows build() {
        return new LabelledRows(batch(), FloatColumn.toArrays(this.labels));
    }

    /** The features of the examples; nothing may be added afterwards. */
    EncodedBatch batch() {
        return this.encoder.batch(this.rows.build());
    }

}
