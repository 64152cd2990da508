package io.multigate.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A bounded sample of rows that pass by, in which each has the same chance to be (Vitter 1985, "Random Sampling with a
 * Reservoir", algorithm R).
 */
final class RowSample {

    private final int size;

    private final RandomGenerator random;

    private final List<Example> rows = new ArrayList<>();

    private long passed;

    RowSample(int size, long seed) {
        this.size = size;
        this.random = new SplittableRandom(seed);
    }

    void add(Example row) {
        this.passed++;
        if (this.rows.size() < this.size) {
            this.rows.add(row);
            return;
        }
        long place = this.random.nextLong(this.passed);
        if (place < this.size) {
            this.rows.set((int) place, row);
        }
    }

    /** The sample of the rows so far. */
    List<Example> rows() {
        return this.rows;
    }

}
