package io.multigate.training;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Counts the values of one fitted vocabulary. Rows may be surveyed before they are counted: then values that cannot
 * reach the vocabulary's minimum count take no memory, however many they are, and the vocabulary is the same.
 */
final class ValueCounts {

    /** Values that a fitted vocabulary may be chosen from: some 300 MB. Beyond them buckets serve better. */
    static final int MAXIMUM = 2_000_000;

    private final String table;

    private final int minimumCount;

    private final Map<String, Count> counts = new HashMap<>();

    private @Nullable FrequencySketch survey;

    /**
     * No values yet.
     * @param table for error messages
     * @param minimumCount how often a value must stand to be kept
     */
    ValueCounts(String table, int minimumCount) {
        this.table = table;
        this.minimumCount = minimumCount;
    }

    /** Notes a value beforehand; once one is surveyed, each that will be counted must be. */
    void survey(String value) {
        if (this.minimumCount > 1) {
            if (this.survey == null) {
                this.survey = new FrequencySketch();
            }
            this.survey.add(value);
        }
    }

    /**
     * Counts a value.
     * @throws InvalidDataException if there are too many different ones
     */
    void count(String value) {
        if (this.survey != null && !this.survey.mayReach(value, this.minimumCount)) {
            return;
        }
        this.counts.computeIfAbsent(value, (any) -> new Count()).rows++;
        if (this.counts.size() > MAXIMUM) {
            throw new InvalidDataException(
                    ("table '%s' has more than %d different values that may stand %d times;"
                            + " raise its minimumCount, or give it hashBuckets")
                            .formatted(this.table, MAXIMUM, this.minimumCount));
        }
    }

    /** The most frequent value first; equally frequent ones by their text, so that equal rows fit equal schemas. */
    List<String> values() {
        return this.counts.entrySet()
                .stream()
                .filter((entry) -> entry.getValue().rows >= this.minimumCount)
                .sorted(Comparator.comparingLong((Map.Entry<String, Count> entry) -> -entry.getValue().rows)
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static final class Count {

        private long rows;

    }

}
