package io.multigate.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The quality of a regression's predictions over some rows. A measure that the rows do not define is NaN.
 *
 * @param rows rows that the task is judged on
 * @param mse mean squared error: sum of (label - prediction)^2 / n
 * @param r2 the share of the labels' variance that the predictions explain: 1 - mse / variance of the labels. 1 is
 * perfect, 0 is as good as their mean, below 0 is worse; not defined where all labels are equal
 */
public record RegressionMeasures(long rows, double mse, double r2) {

    /**
     * The measures of these predictions.
     * @param predictions [n], any finite numbers
     * @param labels [n], any finite numbers
     */
    public static RegressionMeasures of(float[] predictions, float[] labels) {
        RankingMetrics.requireEqualLengths(predictions, labels);
        double sum = 0;
        for (float label : labels) {
            sum += label;
        }
        double mean = sum / labels.length;
        double errors = 0;
        double deviations = 0;
        for (int row = 0; row < labels.length; row++) {
            double error = (double) labels[row] - predictions[row];
            double deviation = labels[row] - mean;
            errors += error * error;
            deviations += deviation * deviation;
        }
        return new RegressionMeasures(labels.length, errors / labels.length,
                (deviations > 0) ? 1 - errors / deviations : Double.NaN);
    }

    /** Root of the mean squared error, in the label's unit. */
    public double rmse() {
        return Math.sqrt(this.mse);
    }

    /** The measures that are defined, by name. */
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("rows", (double) this.rows);
        figures.put("rmse", rmse());
        figures.put("mse", this.mse);
        figures.put("r2", this.r2);
        figures.values().removeIf((figure) -> figure.isNaN());
        return figures;
    }

}
