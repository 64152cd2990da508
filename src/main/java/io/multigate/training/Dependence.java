package io.multigate.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Observes how often a column's value is the same again when the value of another column, the key, comes again: what
 * describes an item is, what describes a user's history with it is not. Follows the first {@value #KEYS} keys only.
 */
final class Dependence {

    private static final int KEYS = 5_000;

    /** Fewer repetitions say nothing. */
    private static final int FEWEST = 100;

    private final String key;

    private final List<String> columns;

    /** Hash of each column's latest value, by key. */
    private final Map<Object, int[]> latest = new HashMap<>();

    /** Repetitions of a key with the same value as before, by column. */
    private final long[] same;

    private long repetitions;

    Dependence(String key, List<String> columns) {
        this.key = key;
        this.columns = columns;
        this.same = new long[columns.size()];
    }

    /** The column whose values come again. */
    String key() {
        return this.key;
    }

    /** Takes one more row into account. */
    void add(Map<String, @Nullable Object> row) {
        Object value = row.get(this.key);
        if (value == null) {
            return;
        }
        int[] before = this.latest.get(value);
        if (before == null) {
            if (this.latest.size() < KEYS) {
                this.latest.put(value, hashes(row));
            }
            return;
        }
        int[] now = hashes(row);
        this.repetitions++;
        for (int column = 0; column < now.length; column++) {
            this.same[column] += (now[column] == before[column]) ? 1 : 0;
        }
        this.latest.put(value, now);
    }

    private int[] hashes(Map<String, @Nullable Object> row) {
        return this.columns.stream().mapToInt((column) -> Objects.hashCode(row.get(column))).toArray();
    }

    /** Whether enough keys came again to tell anything. */
    boolean telling() {
        return this.repetitions >= FEWEST;
    }

    /** The share of a key's repetitions in which the column had the same value as before. */
    double share(String column) {
        return (double) this.same[this.columns.indexOf(column)] / this.repetitions;
    }

}
