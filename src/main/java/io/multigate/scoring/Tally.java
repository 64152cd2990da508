package io.multigate.scoring;

/**
 * Values counted by bucket, for several series side by side. A call counts into a tally of its own and folds it into the
 * shared one at its end, so that thousands of values cost one lock.
 */
final class Tally {

    private final Buckets buckets;

    /** [series x bucket] */
    private final long[] counts;

    /** By series. */
    private final double[] sums;

    Tally(Buckets buckets, int series) {
        this.buckets = buckets;
        this.counts = new long[series * buckets.size()];
        this.sums = new double[series];
    }

    /** An empty tally of the same series. */
    Tally fresh() {
        return new Tally(this.buckets, this.sums.length);
    }

    void add(int series, float value) {
        this.counts[series * this.buckets.size() + this.buckets.index(value)]++;
        this.sums[series] += value;
    }

    /** Adds what another tally of the same series counted. */
    void fold(Tally other) {
        for (int i = 0; i < this.counts.length; i++) {
            this.counts[i] += other.counts[i];
        }
        for (int i = 0; i < this.sums.length; i++) {
            this.sums[i] += other.sums[i];
        }
    }

    Buckets buckets() {
        return this.buckets;
    }

    long count(int series, int bucket) {
        return this.counts[series * this.buckets.size() + bucket];
    }

    double sum(int series) {
        return this.sums[series];
    }

}
