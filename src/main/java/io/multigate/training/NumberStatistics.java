package io.multigate.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.multigate.feature.Normalizer;
import io.multigate.training.FeatureRecipe.NormalizerRecipe;

/** What a normaliser needs to know of a feature's numbers. Without spread, or without numbers, the scale is 1. */
final class NumberStatistics {

    private final NormalizerRecipe recipe;

    private long count;

    /** Running mean, and sum of squared distances from it (Welford 1962). */
    private double mean;

    private double squares;

    private double minimum = Double.POSITIVE_INFINITY;

    private double maximum = Double.NEGATIVE_INFINITY;

    /** All numbers, for quantiles alone: eight bytes a row are cheaper than an estimate's error. */
    private double[] values = new double[0];

    NumberStatistics(NormalizerRecipe recipe) {
        this.recipe = recipe;
    }

    void add(double number) {
        double value = (this.recipe instanceof NormalizerRecipe.Log1p) ? Normalizer.Log1p.logarithm(number) : number;
        if (this.recipe instanceof NormalizerRecipe.Quantile) {
            if (this.count == this.values.length) {
                this.values = Arrays.copyOf(this.values, Math.max(1024, 2 * this.values.length));
            }
            this.values[(int) this.count] = value;
        }
        this.count++;
        double distance = value - this.mean;
        this.mean += distance / this.count;
        this.squares += distance * (value - this.mean);
        this.minimum = Math.min(this.minimum, value);
        this.maximum = Math.max(this.maximum, value);
    }

    Normalizer normalizer() {
        return switch (this.recipe) {
            case NormalizerRecipe.Standard _ -> new Normalizer.Standard(this.mean, deviation());
            case NormalizerRecipe.Log1p _ -> new Normalizer.Log1p(this.mean, deviation());
            case NormalizerRecipe.MinMax _ when this.count == 0 -> new Normalizer.MinMax(0, 1, 0);
            case NormalizerRecipe.MinMax _ when this.minimum == this.maximum ->
                new Normalizer.MinMax(this.minimum, this.minimum + Math.max(1, Math.abs(this.minimum)), this.mean);
            case NormalizerRecipe.MinMax _ -> new Normalizer.MinMax(this.minimum, this.maximum, this.mean);
            case NormalizerRecipe.Quantile(int buckets) -> new Normalizer.Buckets(bounds(buckets));
            case NormalizerRecipe.Given(Normalizer normalizer) -> normalizer;
        };
    }

    private double deviation() {
        double deviation = (this.count == 0) ? 0 : Math.sqrt(this.squares / this.count);
        return (deviation > 0) ? deviation : 1;
    }

    /** The quantiles between the buckets; equal ones count once, and none is the maximum, above which nothing lies. */
    private List<Double> bounds(int buckets) {
        double[] sorted = Arrays.copyOf(this.values, (int) this.count);
        Arrays.sort(sorted);
        List<Double> bounds = new ArrayList<>();
        for (int bucket = 1; bucket < buckets && sorted.length > 0; bucket++) {
            int below = (int) Math.ceilDiv((long) sorted.length * bucket, buckets);
            double bound = sorted[below - 1];
            if (bound < this.maximum && (bounds.isEmpty() || bound > bounds.getLast())) {
                bounds.add(bound);
            }
        }
        return bounds;
    }

}
