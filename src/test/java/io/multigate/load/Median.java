package io.multigate.load;

import java.util.stream.DoubleStream;

/** The middle of some figures. */
final class Median {

    private Median() {}

    /** The mean of the two in the middle where their number is even; not a number where there is none. */
    static double of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return (sorted.length == 0) ? Double.NaN : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

}
