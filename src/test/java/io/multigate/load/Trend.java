package io.multigate.load;

import java.util.List;
import java.util.Locale;

/**
 * Whether a quantity grows: the slope of a straight line through its samples, by least squares.
 *
 * @param samples evenly spaced
 */
public record Trend(List<Double> samples) {

    /** Growth from the first sample to the last in proportion to the mean that counts as none. */
    private static final double FLAT = 0.05;

    /** What the line says that was gained from the first sample to the last, in proportion to the mean. */
    public double growth() {
        int count = this.samples.size();
        double meanX = (count - 1) / 2.0;
        double meanY = this.samples.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double covariance = 0;
        double variance = 0;
        for (int i = 0; i < count; i++) {
            covariance += (i - meanX) * (this.samples.get(i) - meanY);
            variance += (i - meanX) * (i - meanX);
        }
        return covariance / variance * (count - 1) / meanY;
    }

    /** Whether it stays as it is or falls. */
    public boolean flat() {
        return growth() <= FLAT;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f to %.1f MiB, trend %+.1f %%", mebibytes(this.samples.getFirst()),
                mebibytes(this.samples.getLast()), 100 * growth());
    }

    private static double mebibytes(double bytes) {
        return bytes / (1 << 20);
    }

}
