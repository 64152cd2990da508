package io.multigate.inference;

/** The squashing functions, written so that no finite input overflows. */
final class Activations {

    private Activations() {}

    /**
     * 1 / (1 + e^-z), in [0, 1], for each number.
     * @param logits z; e^-|z| afterwards
     * @param probabilities written from {@code to} on
     */
    static void sigmoid(Kernel kernel, float[] logits, float[] probabilities, int to, int length) {
        for (int i = 0; i < length; i++) {
            probabilities[to + i] = logits[i];
            logits[i] = -Math.abs(logits[i]);
        }
        kernel.exp(logits, length);
        for (int i = 0; i < length; i++) {
            float power = logits[i];
            probabilities[to + i] = ((probabilities[to + i] >= 0) ? 1f : power) / (1f + power);
        }
    }

    /**
     * z_i - max_j z_j: the exponents of a softmax, of which none is above 0.
     * @param logits z, read from {@code from} on
     * @param exponents written from {@code to} on
     */
    static void exponents(float[] logits, int from, float[] exponents, int to, int length) {
        float greatest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < length; i++) {
            greatest = Math.max(greatest, logits[from + i]);
        }
        for (int i = 0; i < length; i++) {
            exponents[to + i] = logits[from + i] - greatest;
        }
    }

    /**
     * p_i / sum_j p_j.
     * @param powers p, read from {@code from} on
     * @param shares written from {@code to} on; they sum to 1
     */
    static void shares(float[] powers, int from, float[] shares, int to, int length) {
        float sum = 0;
        for (int i = 0; i < length; i++) {
            sum += powers[from + i];
        }
        for (int i = 0; i < length; i++) {
            shares[to + i] = powers[from + i] / sum;
        }
    }

}
