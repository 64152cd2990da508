package io.multigate.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Predictions held against the true probabilities that drew the labels, which only simulated data has.
 *
 * @param oracleAuc the AUC of the true probabilities themselves on the rows that the task is judged on: no model can
 * be expected to do better
 * @param correlation Pearson's correlation of prediction and truth over all impressions
 * @param bias mean prediction / mean truth - 1, over all impressions: for a conversion rate learned from clicked rows
 * alone it shows the sample selection bias
 * @param auc the AUC over all impressions that labels drawn from the truth would give on average, for a conversion rate
 * as if every impression were clicked
 */
public record Truth(double oracleAuc, double correlation, double bias, double auc) {

    /**
     * The comparison of a task.
     * @param judged the true probabilities of the rows that the task is judged on
     * @param labels the labels of these rows
     * @param predictions [n], of all impressions
     * @param truth [n], the true probabilities of all impressions
     */
    static Truth of(float[] judged, float[] labels, float[] predictions, float[] truth) {
        double meanPrediction = mean(predictions);
        double meanTruth = mean(truth);
        double covariance = 0;
        double predictionVariance = 0;
        double truthVariance = 0;
        for (int row = 0; row < truth.length; row++) {
            double p = predictions[row] - meanPrediction;
            double t = truth[row] - meanTruth;
            covariance += p * t;
            predictionVariance += p * p;
            truthVariance += t * t;
        }
        return new Truth(RankingMetrics.auc(judged, labels),
                covariance / Math.sqrt(predictionVariance * truthVariance), meanPrediction / meanTruth - 1,
                RankingMetrics.expectedAuc(predictions, truth));
    }

    /** The share of the oracle's lead over chance that a model reaches: (AUC - 0.5) / (oracle's AUC - 0.5). */
    public double share(double auc) {
        return (auc - 0.5) / (this.oracleAuc - 0.5);
    }

    /** The figures that are defined, by name. */
    Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("oracleAuc", this.oracleAuc);
        figures.put("truthCorrelation", this.correlation);
        figures.put("truthBias", this.bias);
        figures.put("truthAuc", this.auc);
        figures.values().removeIf((figure) -> figure.isNaN());
        return figures;
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

}
