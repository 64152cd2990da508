package io.multigate.evaluation;

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
     * Expected calibration error over equal-frequency bins: the rows are sorted by prediction and cut into bins of
     * about n / bins rows, rows of equal prediction staying together; ECE = sum over bins of (rows of the bin / n) x
     * |mean label - mean prediction|. Equal-width bins would put nearly all rows of a rare event into the first bin.
     * @param predictions [n], in [0, 1]
     * @param labels [n], 0 or 1
     * @param bins number of bins, at least 1
     * @return in [0, 1]; NaN without rows
     */
    public static double ece(float[] predictions, float[] labels, int bins) {
        RankingMetrics.requireEqualLengths(predictions, labels);
        if (bins < 1) {
            throw new IllegalArgumentException("bins is " + bins + "; it must be at least 1");
        }
        int[] order = RankingMetrics.ascending(predictions);
        double error = 0;
        int start = 0;
        for (int bin = 1; bin <= bins; bin++) {
            int end = (int) ((long) order.length * bin / bins);
            double difference = 0;
            int row = start;
            while (row < order.length && (row < end || (row > start && tied(predictions, order, row)))) {
                difference += labels[order[row]] - predictions[order[row]];
                row++;
            }
            error += Math.abs(difference);
            start = row;
        }
        return error / order.length;
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
