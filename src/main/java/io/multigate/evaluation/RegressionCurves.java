package io.multigate.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * What a picture of a regression's quality is drawn from: small, however many rows were judged.
 *
 * @param task its name
 * @param deciles ten equal-frequency bins, the lowest predictions first; fewer where there are fewer rows
 * @param residuals label less prediction
 */
public record RegressionCurves(String task, List<Bin> deciles, Residuals residuals) {

    private static final int DECILES = 10;

    /** Bins on either side of 0. */
    private static final int SIDE = 20;

    /** Root mean squared errors on either side of 0. */
    private static final int REACH = 4;

    /**
     * Rows of similar predictions.
     * @param rows how many
     * @param meanPrediction mean of their predictions
     * @param meanLabel mean of their labels
     * @param standardError of {@code meanLabel}
     */
    public record Bin(long rows, double meanPrediction, double meanLabel, double standardError) {

        /** The 95 % interval of the labels' mean. */
        public Interval labelInterval() {
            double half = Interval.NORMAL_QUANTILE * this.standardError;
            return new Interval(this.meanLabel - half, this.meanLabel + half);
        }

    }

    /**
     * How often the label lies how far above the prediction, in bins of equal width; the first and the last bin hold
     * all that lies beyond them too.
     * @param bounds of the bins, ascending; one more than there are bins. None where every prediction is its label
     * @param counts rows by bin
     */
    public record Residuals(List<Double> bounds, List<Long> counts) {

        public Residuals {
            bounds = List.copyOf(bounds);
            counts = List.copyOf(counts);
        }

    }

    public RegressionCurves {
        deciles = List.copyOf(deciles);
    }

    /** The curves of a regression. */
    public static RegressionCurves of(JudgedRegression task) {
        return new RegressionCurves(task.name(), bins(task), residuals(task));
    }

    private static List<Bin> bins(JudgedRegression task) {
        int[] order = RankingMetrics.ascending(task.predictions());
        List<Bin> bins = new ArrayList<>();
        for (int number = 0; number < DECILES; number++) {
            int start = (int) ((long) order.length * number / DECILES);
            int end = (int) ((long) order.length * (number + 1) / DECILES);
            if (end > start) {
                bins.add(bin(task, order, start, end));
            }
        }
        return bins;
    }

    private static Bin bin(JudgedRegression task, int[] order, int start, int end) {
        long rows = (long) end - start;
        double predictions = 0;
        double labels = 0;
        for (int i = start; i < end; i++) {
            predictions += task.predictions()[order[i]];
            labels += task.labels()[order[i]];
        }
        double mean = labels / rows;
        double squares = 0;
        for (int i = start; i < end; i++) {
            squares += (task.labels()[order[i]] - mean) * (task.labels()[order[i]] - mean);
        }
        return new Bin(rows, predictions / rows, mean, Math.sqrt(squares / Math.max(1, rows - 1) / rows));
    }

    private static Residuals residuals(JudgedRegression task) {
        double width = REACH * RegressionMeasures.of(task.predictions(), task.labels()).rmse() / SIDE;
        if (!(width > 0)) {
            return new Residuals(List.of(), List.of());
        }
        long[] counts = new long[2 * SIDE];
        for (int row = 0; row < task.labels().length; row++) {
            double residual = (double) task.labels()[row] - task.predictions()[row];
            counts[Math.clamp((long) Math.floor(residual / width) + SIDE, 0, counts.length - 1)]++;
        }
        List<Double> bounds = new ArrayList<>();
        List<Long> boxed = new ArrayList<>();
        for (int bound = -SIDE; bound <= SIDE; bound++) {
            bounds.add(bound * width);
        }
        for (long count : counts) {
            boxed.add(count);
        }
        return new Residuals(bounds, boxed);
    }

}
