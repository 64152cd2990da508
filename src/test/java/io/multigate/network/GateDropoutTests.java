package io.multigate.network;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Shares of a few rows, by hand. */
class GateDropoutTests {

    private static final int EXPERTS = 3;

    @Test
    void aShareIsDroppedAtTheRateAndTheOthersKeepTheirProportions() {
        int rows = 10_000;
        float[] gate = new float[3 * rows];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(new float[]{0.5f, 0.3f, 0.2f}, 0, gate, 3 * row, 3);
        }
        float[] shares = new GateDropout(0.3, 1).forward(gate, 3);

        int dropped = 0;
        int whole = 0;
        for (int row = 0; row < rows; row++) {
            float sum = shares[3 * row] + shares[3 * row + 1] + shares[3 * row + 2];
            assertThat(sum).isCloseTo(1, within(1e-5f));
            if (shares[3 * row] > 0 && shares[3 * row + 1] > 0) {
                assertThat(shares[3 * row] / shares[3 * row + 1]).isCloseTo(0.5f / 0.3f, within(1e-4f));
            }
            dropped += (shares[3 * row] == 0) ? 1 : 0;
            whole += (shares[3 * row] == 0.5f) ? 1 : 0;
        }
        // The first is dropped, but not all three; none is, or all three.
        assertThat((double) dropped / rows).isCloseTo(0.3 - 0.027, within(0.02));
        assertThat((double) whole / rows).isCloseTo(0.343 + 0.027, within(0.02));
        assertThat(new GateDropout(0.3, 1).forward(gate, 3)).isEqualTo(shares);
        assertThat(new GateDropout(0.3, 2).forward(gate, 3)).isNotEqualTo(shares);
    }

    @Test
    void aRowOfWhichNextToNothingIsLeftKeepsItsShares() {
        float[] gate = {1, 0, 1 - 1e-8f, 1e-8f};
        GateDropout dropout = new GateDropout(0.9, 3);
        for (int i = 0; i < 50; i++) {
            assertThat(dropout.forward(gate, 2)).containsExactly(gate, within(1e-6f));
        }
    }

    /** Of the loss sum_i c_i g'_i by the logits of the gate, of which softmax makes the shares. */
    @Test
    void theGradientIsThatOfTheSharesThatAreLeft() {
        int size = 50 * EXPERTS;
        float[] logits = new float[size];
        float[] factors = new float[size];
        for (int i = 0; i < size; i++) {
            logits[i] = (float) Math.sin(7 * i);
            factors[i] = (float) Math.cos(5 * i);
        }
        GateDropout dropout = new GateDropout(0.5, 11);
        float[] shares = softmax(logits);
        dropout.forward(shares, EXPERTS);
        float[] byShare = dropout.backward(factors, EXPERTS);
        for (int i = 0; i < size; i++) {
            int row = i / EXPERTS * EXPERTS;
            double mean = 0;
            for (int j = row; j < row + EXPERTS; j++) {
                mean += shares[j] * byShare[j];
            }
            double numerical = (loss(logits, factors, i, 0.01f) - loss(logits, factors, i, -0.01f)) / 0.02;

            assertThat(shares[i] * (byShare[i] - mean)).as("logit %d", i).isCloseTo(numerical, within(3e-4));
        }
    }

    private static double loss(float[] logits, float[] factors, int moved, float way) {
        float[] there = logits.clone();
        there[moved] += way;
        float[] left = new GateDropout(0.5, 11).forward(softmax(there), EXPERTS);
        double loss = 0;
        int row = moved / EXPERTS * EXPERTS;
        for (int i = row; i < row + EXPERTS; i++) {
            loss += factors[i] * left[i];
        }
        return loss;
    }

    private static float[] softmax(float[] logits) {
        float[] shares = new float[logits.length];
        for (int row = 0; row < logits.length; row += EXPERTS) {
            double sum = 0;
            for (int i = row; i < row + EXPERTS; i++) {
                sum += Math.exp(logits[i]);
            }
            for (int i = row; i < row + EXPERTS; i++) {
                shares[i] = (float) (Math.exp(logits[i]) / sum);
            }
        }
        return shares;
    }

}
