package io.multigate.feature;

import java.util.List;

/**
 * How a number enters the network. Every finite number has a finite encoding, however far it lies from the training
 * data; a missing number is encoded as the training mean ({@link Scale}) or as a bucket of its own ({@link Buckets}).
 */
public sealed interface Normalizer {

    /** Standard deviations beyond which a scaled value is cut off: one absurd input must not drown all others. */
    float LIMIT = 10f;

    /** A normaliser whose output is one number. */
    sealed interface Scale extends Normalizer {

        /**
         * The network's input for {@code value}.
         * @param value any finite number
         * @return a finite number, in [-{@value Normalizer#LIMIT}, {@value Normalizer#LIMIT}]
         */
        float scale(double value);

        /** The network's input for a missing value: that of the training mean. */
        float missing();

    }

    /**
     * (x - mean) / deviation.
     * @param mean the mean of the training values
     * @param deviation their standard deviation, above 0
     */
    record Standard(double mean, double deviation) implements Scale {

        public Standard {
            requireFinite(mean);
            requireDeviation(deviation);
        }

        @Override
        public float scale(double value) {
            return limit((value - this.mean) / this.deviation);
        }

        @Override
        public float missing() {
            return 0f;
        }

    }

    /**
     * (sign(x) ln(1 + |x|) - mean) / deviation, for counts and prices.
     * @param mean the mean of the training values after the logarithm
     * @param deviation their standard deviation after the logarithm, above 0
     */
    record Log1p(double mean, double deviation) implements Scale {

        public Log1p {
            requireFinite(mean);
            requireDeviation(deviation);
        }

        /** sign(x) ln(1 + |x|). */
        public static double logarithm(double value) {
            return Math.signum(value) * Math.log1p(Math.abs(value));
        }

        @Override
        public float scale(double value) {
            return limit((logarithm(value) - this.mean) / this.deviation);
        }

        @Override
        public float missing() {
            return 0f;
        }

    }

    /**
     * (x - minimum) / (maximum - minimum), cut off at 0 and 1.
     * @param minimum the least training value
     * @param maximum the greatest training value, above the minimum
     * @param mean the mean of the training values
     */
    record MinMax(double minimum, double maximum, double mean) implements Scale {

        public MinMax {
            if (!(maximum > minimum) || Double.isInfinite(maximum - minimum)) {
                throw new IllegalArgumentException(
                        "maximum " + maximum + " must be above minimum " + minimum + " by a finite range");
            }
            requireFinite(mean);
        }

        @Override
        public float scale(double value) {
            return (float) Math.clamp((value - this.minimum) / (this.maximum - this.minimum), 0.0, 1.0);
        }

        @Override
        public float missing() {
            return scale(this.mean);
        }

    }

    /**
     * Quantile buckets: id 0 is missing, id b is the bucket of the values above bound b - 2 and up to bound b - 1.
     * @param bounds inner bounds of the buckets, strictly increasing
     */
    record Buckets(List<Double> bounds) implements Normalizer {

        public Buckets {
            bounds = List.copyOf(bounds);
            for (int i = 1; i < bounds.size(); i++) {
                if (!(bounds.get(i) > bounds.get(i - 1))) {
                    throw new IllegalArgumentException("bucket bounds must increase strictly: " + bounds);
                }
            }
        }

        /** Rows of the embedding table: one for missing, one a bucket. */
        public int size() {
            return this.bounds.size() + 2;
        }

        /** The table row of {@code value}, at least 1. */
        public int id(double value) {
            int low = 0;
            int high = this.bounds.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (value <= this.bounds.get(middle)) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low + 1;
        }

    }

    private static float limit(double value) {
        return (float) Math.clamp(value, -LIMIT, LIMIT);
    }

    private static void requireFinite(double mean) {
        if (!Double.isFinite(mean)) {
            throw new IllegalArgumentException("mean is " + mean + "; it must be finite");
        }
    }

    private static void requireDeviation(double deviation) {
        if (!(deviation > 0) || Double.isInfinite(deviation)) {
            throw new IllegalArgumentException("deviation is " + deviation + "; it must be finite and above 0");
        }
    }

}
