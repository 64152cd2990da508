package io.multigate.scoring;

/** -p ln p from a table: a logarithm for each gate weight would cost more than all other counting. */
final class Entropy {

    /** Steps between 0 and 1; linear interpolation between them is off by less than 2e-4. */
    private static final int STEPS = 4096;

    private static final float[] TERMS = terms();

    private Entropy() {}

    private static float[] terms() {
        float[] terms = new float[STEPS + 2];
        for (int i = 1; i <= STEPS; i++) {
            double share = (double) i / STEPS;
            terms[i] = (float) (-share * Math.log(share));
        }
        return terms;
    }

    /** -p ln p, 0 for p = 0. */
    static float term(float share) {
        float position = share * STEPS;
        int step = Math.clamp((int) position, 0, STEPS);
        float below = TERMS[step];
        return below + (position - step) * (TERMS[step + 1] - below);
    }

    /**
     * The Jensen-Shannon divergence of two distributions in bits: 0 when they are equal, 1 when they share nothing (Lin
     * 1991, "Divergence measures based on the Shannon entropy").
     */
    static double divergence(double[] left, double[] right) {
        double divergence = 0;
        for (int i = 0; i < left.length; i++) {
            double middle = (left[i] + right[i]) / 2;
            divergence += (relative(left[i], middle) + relative(right[i], middle)) / 2;
        }
        return Math.clamp(divergence / Math.log(2), 0.0, 1.0);
    }

    private static double relative(double share, double middle) {
        return (share > 0) ? share * Math.log(share / middle) : 0;
    }

}
