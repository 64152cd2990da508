package io.multigate.network;

import java.util.SplittableRandom;

/**
 * Sets shares of a gate to 0 by chance and scales those that are left to a sum of 1: g'_i = m_i g_i / sum_j m_j g_j. A row
 * that would lose all, or all but next to nothing, keeps its shares. Both passes of a step must follow each other.
 */
final class GateDropout {

    /** Shares that sum to less are not scaled: their quotients would be noise. */
    private static final float LEAST = 1e-6f;

    private final double rate;

    private final SplittableRandom random;

    /** [rows x experts], what the last pass made of the shares. */
    private float[] shares = {};

    /** [rows x experts], by what the last pass multiplied the shares. */
    private float[] factors = {};

    GateDropout(double rate, long seed) {
        this.rate = rate;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Drops shares.
     * @param gate [rows x experts], each row summing to 1
     * @return [rows x experts], each row summing to 1; valid until the next call
     */
    float[] forward(float[] gate, int experts) {
        this.shares = gate.clone();
        this.factors = new float[gate.length];
        for (int from = 0; from < gate.length; from += experts) {
            float left = 0;
            for (int i = from; i < from + experts; i++) {
                this.factors[i] = (this.random.nextDouble() < this.rate) ? 0 : 1;
                left += this.factors[i] * gate[i];
            }
            for (int i = from; i < from + experts; i++) {
                this.factors[i] = (left < LEAST) ? 1 : this.factors[i] / left;
                this.shares[i] = this.factors[i] * gate[i];
            }
        }
        return this.shares;
    }

    /** What the last forward pass returned. */
    float[] shares() {
        return this.shares;
    }

    /**
     * The gradient of the gate: dL/dg_i = m_i (dL/dg'_i - sum_j g'_j dL/dg'_j) / sum_j m_j g_j. In a row that kept its
     * shares the sum is that of all, which is 1 and which a softmax cannot change.
     * @param gradient dL/dg', [rows x experts]
     * @return dL/dg, [rows x experts]
     */
    float[] backward(float[] gradient, int experts) {
        float[] before = new float[gradient.length];
        for (int from = 0; from < gradient.length; from += experts) {
            float mean = 0;
            for (int i = from; i < from + experts; i++) {
                mean += this.shares[i] * gradient[i];
            }
            for (int i = from; i < from + experts; i++) {
                before[i] = this.factors[i] * (gradient[i] - mean);
            }
        }
        return before;
    }

}
