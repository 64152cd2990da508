package io.multigate.evaluation;

import java.util.List;
import java.util.Map;

/**
 * What some rows of data are like, in a model's eyes.
 *
 * @param use what the rows are for, such as {@code learning}
 * @param rows how many
 * @param positives rows with label 1, by label column in the order of the binary tasks
 * @param coverage one a feature, in the schema's order
 */
public record RowSummary(String use, long rows, Map<String, Long> positives, List<FeatureCoverage> coverage) {

    /**
     * How much of a feature's data its schema knows.
     * @param feature its name
     * @param missing rows without a value
     * @param values values given, of which a list has several a row
     * @param unknown values among them that the vocabulary lacks
     */
    public record FeatureCoverage(String feature, long missing, long values, long unknown) {}

    public RowSummary {
        coverage = List.copyOf(coverage);
    }

}
