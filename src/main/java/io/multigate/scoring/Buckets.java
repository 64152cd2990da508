package io.multigate.scoring;

import java.util.Arrays;

/** The buckets of a histogram: bucket b holds the values above bound b - 1 and up to bound b, the last one the rest. */
final class Buckets {

    /** Three a decade from 1e-5 to 1, for probabilities. */
    static final Buckets LOGARITHMIC = new Buckets(1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02,
            0.05, 0.1, 0.2, 0.5, 1.0);

    /** Steps of 0.05 from 0 to 1, for shares. */
    static final Buckets LINEAR = new Buckets(0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65,
            0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0);

    private final double[] bounds;

    /** The bounds as the values come, so that a value equal to a bound falls below it. */
    private final float[] floats;

    private Buckets(double... bounds) {
        this.bounds = bounds;
        this.floats = new float[bounds.length];
        for (int i = 0; i < bounds.length; i++) {
            this.floats[i] = (float) bounds[i];
        }
    }

    /** The bucket of {@code value}. */
    int index(float value) {
        int index = Arrays.binarySearch(this.floats, value);
        return (index < 0) ? ~index : index;
    }

    /** Number of buckets, the one without an upper bound included. */
    int size() {
        return this.bounds.length + 1;
    }

    /** The upper bound of a bucket. */
    double bound(int bucket) {
        return (bucket < this.bounds.length) ? this.bounds[bucket] : Double.POSITIVE_INFINITY;
    }

}
