package io.multigate.evaluation;

import java.util.Arrays;

/**
 * The AUC of two scorings of the same rows, and how far chance alone moves the difference.
 *
 * @param before the AUC of the first scores
 * @param after the AUC of the second scores
 * @param standardError of before - after, both being taken from the same rows (DeLong et al. 1988, "Comparing the areas
 * under two or more correlated receiver operating characteristic curves")
 */
public record AucDifference(double before, double after, double standardError) {

    /**
     * Compares two scorings. With V10(i) the share of negatives that positive i outranks and V01(j) the share of
     * positives that outrank negative j, AUC = mean V10, and the variance of a difference of AUCs is var(difference of
     * V10) / P + var(difference of V01) / N.
     * @param scores [n]
     * @param others [n], of the same rows
     * @param labels [n], 0 or 1
     * @return NaN throughout when a class has no row; with a single one the standard error is, for nobody knows its spread
     */
    public static AucDifference of(float[] scores, float[] others, float[] labels) {
        Placements first = Placements.of(scores, labels);
        Placements second = Placements.of(others, labels);
        double variance = variance(first.positives, second.positives) + variance(first.negatives, second.negatives);
        return new AucDifference(mean(first.positives), mean(second.positives), Math.sqrt(variance));
    }

    /** How much worse the second scores are. */
    public double drop() {
        return this.before - this.after;
    }

    /** The 95 % interval of {@link #drop()}. */
    public Interval dropInterval() {
        double half = Interval.NORMAL_QUANTILE * this.standardError;
        return new Interval(drop() - half, drop() + half);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    /** The variance of the mean of a - b. */
    private static double variance(double[] a, double[] b) {
        double[] differences = new double[a.length];
        Arrays.setAll(differences, (i) -> a[i] - b[i]);
        double mean = mean(differences);
        double squares = Arrays.stream(differences).map((value) -> (value - mean) * (value - mean)).sum();
        return squares / (a.length - 1) / a.length;
    }

    /**
     * Where the rows of one class stand among those of the other.
     * @param positives [P], share of the negatives below, ties counting one half
     * @param negatives [N], share of the positives above
     */
    private record Placements(double[] positives, double[] negatives) {

        static Placements of(float[] scores, float[] labels) {
            RankingMetrics.requireEqualLengths(scores, labels);
            double[] ranks = RankingMetrics.ranks(scores);
            double[] positives = withinClass(scores, labels, ranks, true);
            double[] negatives = withinClass(scores, labels, ranks, false);
            return new Placements(Arrays.stream(positives).map((below) -> below / negatives.length).toArray(),
                    Arrays.stream(negatives).map((below) -> 1 - below / positives.length).toArray());
        }

        /** For each row of a class how many rows of the other stand below it: its rank less its rank in its class. */
        private static double[] withinClass(float[] scores, float[] labels, double[] ranks, boolean positive) {
            int count = 0;
            float[] own = new float[scores.length];
            double[] overall = new double[scores.length];
            for (int row = 0; row < scores.length; row++) {
                if (labels[row] > 0 == positive) {
                    own[count] = scores[row];
                    overall[count++] = ranks[row];
                }
            }
            double[] inClass = RankingMetrics.ranks(Arrays.copyOf(own, count));
            double[] below = new double[count];
            Arrays.setAll(below, (i) -> overall[i] - inClass[i]);
            return below;
        }

    }

}
