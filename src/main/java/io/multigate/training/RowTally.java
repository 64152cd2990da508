package io.multigate.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.multigate.evaluation.RowSummary;
import io.multigate.evaluation.RowSummary.FeatureCoverage;
import io.multigate.feature.EncodedBlock;
import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureSchema;
import io.multigate.model.Task;

/** Counts what some rows are like: labels, and the values that are missing or unknown. */
final class RowTally {

    private final FeatureSchema schema;

    private final List<Task> tasks;

    private long rows;

    /** By task. */
    private final long[] positives;

    /** By feature. */
    private final long[] missing;

    private final long[] values;

    private final long[] unknown;

    RowTally(FeatureSchema schema, List<Task> tasks) {
        this.schema = schema;
        this.tasks = tasks;
        this.positives = new long[tasks.size()];
        this.missing = new long[schema.fields().size()];
        this.values = new long[this.missing.length];
        this.unknown = new long[this.missing.length];
    }

    /** Counts the features of rows that hold all of the schema's. */
    void add(EncodedBlock block) {
        this.rows += block.rows();
        for (int field = 0; field < this.missing.length; field++) {
            int rowsWithout = block.counts().missing(field);
            this.missing[field] += rowsWithout;
            this.unknown[field] += block.counts().unknown(field);
            // A row without a value has the one id that stands for it.
            this.values[field] += values(block, field) - rowsWithout;
        }
    }

    private long values(EncodedBlock block, int field) {
        if (!(this.schema.fields().get(field) instanceof FeatureField.CategoricalList)) {
            return block.rows();
        }
        long ids = 0;
        for (int row = 0; row < block.rows(); row++) {
            ids += block.listLength(row, block.layout().column(field));
        }
        return ids;
    }

    /** Counts a label of a row. */
    void label(int task, float label) {
        this.positives[task] += (label > 0) ? 1 : 0;
    }

    /**
     * What was counted.
     * @param use what the rows are for
     */
    RowSummary summary(String use) {
        Map<String, Long> byLabel = new LinkedHashMap<>();
        for (int task = 0; task < this.positives.length; task++) {
            if (!this.tasks.get(task).isRegression()) {
                byLabel.put(this.tasks.get(task).label(), this.positives[task]);
            }
        }
        List<FeatureCoverage> coverage = new ArrayList<>();
        for (int field = 0; field < this.missing.length; field++) {
            coverage.add(new FeatureCoverage(this.schema.fields().get(field).name(), this.missing[field],
                    this.values[field], this.unknown[field]));
        }
        return new RowSummary(use, this.rows, byLabel, coverage);
    }

}
