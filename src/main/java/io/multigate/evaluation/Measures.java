package io.multigate.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The quality of one task's predictions over some rows. A measure that the rows do not define, such as the AUC of
 * rows without a positive one, is NaN.
 *
 * @param rows rows that the task is judged on
 * @param positives rows among them with label 1
 * @param auc see {@link RankingMetrics#auc}
 * @param logLoss see {@link RankingMetrics#logLoss}
 * @param copc see {@link Calibration#copc}
 * @param ece see {@link Calibration#ece(float[], float[])}
 */
public record Measures(long rows, long positives, double auc, double logLoss, double copc, double ece) {

    /**
     * The measures of these predictions.
     * @param predictions [n], in [0, 1]
     * @param labels [n], 0 or 1
     */
    public static Measures of(float[] predictions, float[] labels) {
        long positives = 0;
        for (float label : labels) {
            positives += (label > 0) ? 1 : 0;
        }
        return new Measures(labels.length, positives, RankingMetrics.auc(predictions, labels),
                RankingMetrics.logLoss(predictions, labels), Calibration.copc(predictions, labels),
                Calibration.ece(predictions, labels));
    }

    /** The measures that are defined, by name. */
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("rows", (double) this.rows);
        figures.put("positives", (double) this.positives);
        figures.put("auc", this.auc);
        figures.put("logLoss", this.logLoss);
        figures.put("copc", this.copc);
        figures.put("ece", this.ece);
        figures.values().removeIf((figure) -> figure.isNaN());
        return figures;
    }

}
