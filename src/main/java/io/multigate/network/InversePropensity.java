package io.multigate.network;

/**
 * What each row of the click space counts when rare ones stand for the many like them that were never clicked:
 * w_i = 1 / max(p_i, floor), scaled to a mean of 1 over the rows that count (a self-normalised estimate: a batch with
 * few clicks, or one of low propensity, weighs no more than another).
 */
final class InversePropensity {

    private InversePropensity() {}

    /**
     * The weights of some rows.
     * @param propensities [row], p(given)
     * @param counted [row], 1 where all that is given is 1, else 0
     * @param floor least propensity that a weight is made of
     * @return [row], 0 where a row does not count
     */
    static float[] weights(float[] propensities, float[] counted, double floor) {
        float[] weights = new float[propensities.length];
        double rows = 0;
        double sum = 0;
        for (int row = 0; row < weights.length; row++) {
            weights[row] = (float) (counted[row] / Math.max(propensities[row], floor));
            rows += counted[row];
            sum += weights[row];
        }
        for (int row = 0; row < weights.length && sum > 0; row++) {
            weights[row] = (float) (weights[row] * rows / sum);
        }
        return weights;
    }

}
