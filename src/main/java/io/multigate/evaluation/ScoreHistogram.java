package io.multigate.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How often which probability was predicted, of positive and of negative rows, in bins of equal width on a logarithmic
 * scale: predictions of a rare event differ by factors, not by differences.
 *
 * @param bounds of the bins, ascending; one more than there are bins
 * @param positives rows with label 1 by bin
 * @param negatives rows with label 0 by bin
 */
public record ScoreHistogram(List<Double> bounds, List<Long> positives, List<Long> negatives) {

    /** Bins of a factor of ten. */
    private static final int BINS_A_DECADE = 8;

    /** What is lower counts as this. */
    private static final double LEAST = 1e-7;

    public ScoreHistogram {
        bounds = List.copyOf(bounds);
        positives = List.copyOf(positives);
        negatives = List.copyOf(negatives);
    }

    /**
     * The histogram of these predictions, from the bin of the least to that of the greatest.
     * @param predictions [n], in [0, 1]
     * @param labels [n], 0 or 1
     */
    public static ScoreHistogram of(float[] predictions, float[] labels) {
        RankingMetrics.requireEqualLengths(predictions, labels);
        int least = 0;
        int greatest = bin(LEAST);
        for (float prediction : predictions) {
            least = Math.min(least, bin(prediction));
            greatest = Math.max(greatest, bin(prediction));
        }
        long[] positives = new long[Math.max(1, greatest - least + 1)];
        long[] negatives = new long[positives.length];
        for (int row = 0; row < labels.length; row++) {
            ((labels[row] > 0) ? positives : negatives)[bin(predictions[row]) - least]++;
        }
        List<Double> bounds = new ArrayList<>();
        for (int bound = least; bound <= least + positives.length; bound++) {
            bounds.add(Math.pow(10, (double) bound / BINS_A_DECADE));
        }
        return new ScoreHistogram(bounds, Arrays.stream(positives).boxed().toList(),
                Arrays.stream(negatives).boxed().toList());
    }

    /** The number of a prediction's bin, -1 being the one that ends at 1, in which 1 itself lies. */
    private static int bin(double prediction) {
        return Math.min(-1, (int) Math.floor(BINS_A_DECADE * Math.log10(Math.max(LEAST, prediction))));
    }

}
