package io.multigate.evaluation;

import java.util.Arrays;
import java.util.List;

import io.multigate.evaluation.GateHealth.TaskGate;

/** Adds up what one task's gate does, batch by batch. Owned by one thread. */
public final class GateTally {

    private final String task;

    private final int experts;

    private final double[] weightSums;

    private final long[] tops;

    private final long[] entropies = new long[GateHealth.ENTROPY_BINS];

    private double entropySum;

    private long rows;

    /** Of nothing as yet. */
    public GateTally(String task, int experts) {
        this.task = task;
        this.experts = experts;
        this.weightSums = new double[experts];
        this.tops = new long[experts];
    }

    /**
     * Adds rows.
     * @param weights [n x experts], each row summing to 1
     */
    public void add(float[] weights) {
        int count = weights.length / this.experts;
        for (int row = 0; row < count; row++) {
            for (int expert = 0; expert < this.experts; expert++) {
                this.weightSums[expert] += weights[row * this.experts + expert];
            }
            this.tops[GateHealth.top(weights, row, this.experts)]++;
            double entropy = GateHealth.normalizedEntropy(weights, row, this.experts);
            this.entropySum += entropy;
            this.entropies[Math.min((int) (entropy * this.entropies.length), this.entropies.length - 1)]++;
        }
        this.rows += count;
    }

    /** What was added so far. */
    public TaskGate gate() {
        return new TaskGate(this.task, this.rows, shares(this.weightSums),
                shares(Arrays.stream(this.tops).asDoubleStream().toArray()), this.entropySum / this.rows,
                Arrays.stream(this.entropies).boxed().toList());
    }

    private List<Double> shares(double[] sums) {
        return Arrays.stream(sums).map((sum) -> sum / this.rows).boxed().toList();
    }

}
