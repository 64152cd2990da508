package io.multigate.inference;

/** The squashing functions, written so that no finite input overflows. */
final class Activations {

    private Activations() {}

    /** 1 / (1 + e^-z), in [0, 1]. */
    static float sigmoid(float logit) {
        double power = Math.exp(-Math.abs((double) logit));
        return (float) (((logit >= 0) ? 1.0 : power) / (1.0 + power));
    }

    /**
     * e^z_i / sum_j e^z_j, with the greatest logit subtracted from all.
     * @param logits read from {@code from} on
     * @param weights written from {@code to} on; they sum to 1
     * @param length how many
     */
    static void softmax(float[] logits, int from, float[] weights, int to, int length) {
        float greatest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < length; i++) {
            greatest = Math.max(greatest, logits[from + i]);
        }
        double sum = 0;
        for (int i = 0; i < length; i++) {
            double power = Math.exp((double) logits[from + i] - greatest);
            weights[to + i] = (float) power;
            sum += power;
        }
        for (int i = 0; i < length; i++) {
            weights[to + i] = (float) (weights[to + i] / sum);
        }
    }

}
