package io.multigate.evaluation;

import java.util.ArrayList;
import java.util.List;

/** Whether predicted probabilities are right on average, not only in order. */
public final class Calibration {

    /** The number of bins of {@link #ece} unless another is asked for. */
    public static final int BINS = 10;

    private Calibration() {}

    /**
     * Clicks over predicted clicks: COPC = sum of labels / sum of predictions. 1 is calibrated on average, above 1
     * is a model that predicts too little, below 1 too much.
     * @param predictions [n], in [0, 1]
     * @param labels [n], 0 or 1
     * @return at least 0; NaN when the predictions sum to 0
     */
    public static double copc(float[] predictions, float[] labels) {
        RankingMetrics.requireEqualLengths(predictions, labels);
        double predicted = sum(predictions);
        return (predicted > 0) ? sum(labels) / predicted : Double.NaN;
    }

    /** {@link #ece(float[], float[], int)} with {@value #BINS} bins. */
    public static double ece(float[] predictions, float[] labels) {
        return ece(predictions, labels, BINS);
    }

    /**
     * Expected calibration error over equal-frequency bins: ECE = sum over {@link #bins} of (rows of the bin / n) x
     * |mean label - mean prediction|. Equal-width bins would put nearly all rows of a rare event into the first bin.
     * @param predictions [n], in [0, 1]
     * @param labels [n], 0 or 1
     * @param bins number of bins, at least 1
     * @return in [0, 1]; NaN without rows
     */
    public static double ece(float[] predictions, float[] labels, int bins) {
        double error = 0;
        for (CalibrationBin bin : bins(predictions, labels, bins)) {
            error += Math.abs(bin.positives() - bin.predicted());
        }
        return error / predictions.length;
    }

    /**
     * Equal-frequency bins: the rows are sorted by prediction and cut into bins of about n / bins rows, rows of equal
     * prediction staying together.
     * @param predictions [n], in [0, 1]
     * @param labels [n], 0 or 1
     * @param bins number of bins, at least 1
     * @return bins with rows, the lowest predictions first; fewer than asked for where predictions are equal or few
     */
    public static List<CalibrationBin> bins(float[] predictions, float[] labels, int bins) {
        RankingMetrics.requireEqualLengths(predictions, labels);
        if (bins < 1) {
            throw new IllegalArgumentException("bins is " + bins + "; it must be at least 1");
        }
        int[] order = RankingMetrics.ascending(predictions);
        List<CalibrationBin> filled = new ArrayList<>();
        int start = 0;
        for (int number = 1; number <= bins; number++) {
            int end = (int) ((long) order.length * number / bins);
            CalibrationBin bin = CalibrationBin.EMPTY;
            int row = start;
            while (row < order.length && (row < end || (row > start && tied(predictions, order, row)))) {
                bin = bin.plus(predictions[order[row]], labels[order[row]]);
                row++;
            }
            if (row > start) {
                filled.add(bin);
            }
            start = row;
        }
        return filled;
    }

    private static boolean tied(float[] predictions, int[] order, int row) {
        return predictions[order[row]] == predictions[order[row - 1]];
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

}
