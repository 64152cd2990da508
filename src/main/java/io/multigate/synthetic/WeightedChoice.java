package io.multigate.synthetic;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Draws numbers from 0 up in proportion to their weights. */
final class WeightedChoice {

    /** Running sums of the weights. */
    private final double[] cumulative;

    WeightedChoice(double[] weights) {
        this.cumulative = weights.clone();
        Arrays.parallelPrefix(this.cumulative, Double::sum);
    }

    /** Zipf's law: number i has weight 1 / (i + 1)^exponent. */
    static WeightedChoice zipf(int size, double exponent) {
        double[] weights = new double[size];
        Arrays.setAll(weights, (i) -> Math.pow(i + 1, -exponent));
        return new WeightedChoice(weights);
    }

    int next(RandomGenerator random) {
        double point = random.nextDouble() * this.cumulative[this.cumulative.length - 1];
        int at = Arrays.binarySearch(this.cumulative, point);
        return Math.min((at < 0) ? -at - 1 : at + 1, this.cumulative.length - 1);
    }

}
