package io.multigate.training;

import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.commons.codec.digest.DigestUtils;

/**
 * The different values of a column: counted one by one up to {@value #EXACT} of them, estimated beyond, so that memory
 * is bounded. The estimate is that of linear counting (Whang, Vander-Zanden and Taylor 1990): n values leave about m
 * exp(-n / m) of m bits unset.
 */
final class DistinctValues {

    /** Values that are counted one by one. */
    static final int EXACT = 100_000;

    /** Characters of a value that are kept; of a longer one it is the beginning, then a digest in their place. */
    private static final int LONGEST = 200;

    private static final int BITS = 1 << 24;

    private static final int EXAMPLES = 3;

    private final Map<String, Count> counts = new HashMap<>();

    /** Empty until there are too many values to count. */
    private BitSet marks = new BitSet(0);

    private boolean exact = true;

    private List<String> examples = List.of();

    void add(String value) {
        String kept = shortened(value);
        if (!this.exact) {
            mark(kept);
            return;
        }
        this.counts.computeIfAbsent(kept, (any) -> new Count()).occurrences++;
        if (this.counts.size() > EXACT) {
            this.examples = examples();
            this.exact = false;
            this.marks = new BitSet(BITS);
            this.counts.keySet().forEach(this::mark);
            this.counts.clear();
        }
    }

    private static String shortened(String value) {
        if (value.length() <= LONGEST) {
            return value;
        }
        String digest = DigestUtils.sha256Hex(value);
        return value.substring(0, LONGEST - digest.length()) + digest;
    }

    private void mark(String value) {
        int hash = value.hashCode() * 0x9E3779B9;
        // One round of MurmurHash3's finaliser: the lower bits of String's hash differ too regularly.
        hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
        this.marks.set((hash ^ (hash >>> 13)) >>> 8);
    }

    /** Whether each value is counted. */
    boolean exact() {
        return this.exact;
    }

    /** How many there are, within a few in a hundred where not exact. */
    long size() {
        if (this.exact) {
            return this.counts.size();
        }
        double unset = Math.max(1, BITS - this.marks.cardinality());
        return Math.round(BITS * Math.log(BITS / unset));
    }

    /** How many values occur so often; only while exact. */
    long frequent(int occurrences) {
        requireExact();
        return this.counts.values().stream().filter((count) -> count.occurrences >= occurrences).count();
    }

    /** The share of all occurrences that values make up which occur so often; only while exact. */
    double coverage(int occurrences) {
        requireExact();
        long all = 0;
        long covered = 0;
        for (Count count : this.counts.values()) {
            all += count.occurrences;
            covered += (count.occurrences >= occurrences) ? count.occurrences : 0;
        }
        return (all == 0) ? 0 : (double) covered / all;
    }

    /** The share of these values that are among the others too; only while both are exact. */
    double shareAmong(DistinctValues others) {
        requireExact();
        others.requireExact();
        return (double) this.counts.keySet().stream().filter(others.counts::containsKey).count()
                / Math.max(1, this.counts.size());
    }

    /**
     * The probability that two occurrences drawn at random are of one value; 0 when not exact, for then it is small.
     */
    double agreement() {
        double all = 0;
        double squares = 0;
        for (Count count : this.counts.values()) {
            all += count.occurrences;
            squares += (double) count.occurrences * count.occurrences;
        }
        return (all == 0) ? 0 : squares / (all * all);
    }

    /** Whether there are no other values than these; only while exact. */
    boolean within(Set<String> allowed) {
        requireExact();
        return allowed.containsAll(this.counts.keySet());
    }

    private void requireExact() {
        if (!this.exact) {
            throw new IllegalStateException("more than " + EXACT + " values are not counted one by one");
        }
    }

    /** Up to {@value #EXAMPLES} values, the most frequent ones first. */
    List<String> examples() {
        return this.exact
                ? this.counts.entrySet()
                        .stream()
                        .sorted(Comparator
                                .comparingLong((Map.Entry<String, Count> entry) -> -entry.getValue().occurrences)
                                .thenComparing(Map.Entry::getKey))
                        .limit(EXAMPLES)
                        .map(Map.Entry::getKey)
                        .toList()
                : this.examples;
    }

    private static final class Count {

        private long occurrences;

    }

}
