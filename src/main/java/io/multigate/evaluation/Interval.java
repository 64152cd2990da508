package io.multigate.evaluation;

/**
 * A range that holds a true value with 95 % confidence.
 *
 * @param low the lower end
 * @param high the upper end
 */
public record Interval(double low, double high) {

    /** The 97.5 % quantile of the standard normal distribution. */
    static final double NORMAL_QUANTILE = 1.959963984540054;

    /**
     * The interval of a Poisson distribution's mean, of which one count is known; Byar's approximation to the exact
     * one, off by less than 1 % (Breslow and Day 1987, "Statistical Methods in Cancer Research" II, section 2.3):
     * k (1 - 1 / 9k - z / (3 sqrt k))^3 to (k + 1) (1 - 1 / 9(k + 1) + z / (3 sqrt(k + 1)))^3.
     * @param count at least 0
     */
    public static Interval poisson(long count) {
        if (count < 0) {
            throw new IllegalArgumentException("count is " + count + "; it must be at least 0");
        }
        return new Interval((count == 0) ? 0 : byar((double) count, -NORMAL_QUANTILE),
                byar(count + 1.0, NORMAL_QUANTILE));
    }

    private static double byar(double count, double quantile) {
        double root = 1 - 1 / (9 * count) + quantile / (3 * Math.sqrt(count));
        return count * root * root * root;
    }

    /** This interval of something so many times as small. */
    public Interval dividedBy(double divisor) {
        return new Interval(this.low / divisor, this.high / divisor);
    }

    /** Whether the value lies in it, ends included. */
    public boolean contains(double value) {
        return this.low <= value && value <= this.high;
    }

}
