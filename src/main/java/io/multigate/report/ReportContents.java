package io.multigate.report;

import java.util.List;
import java.util.Optional;

import io.multigate.evaluation.EvaluationReport;
import io.multigate.evaluation.Evidence;
import io.multigate.model.ModelManifest;
import io.multigate.model.ModelManifest.DataDigest;

/**
 * What a report is about.
 *
 * @param manifest what the version says of itself
 * @param architecture the network in words
 * @param features the schema in words, in its order
 * @param judged the data that the figures rest on
 * @param figures the measures
 * @param evidence what stands behind them
 * @param losses how training went; empty when a version is judged later
 */
public record ReportContents(ModelManifest manifest, String architecture, List<FeatureLine> features,
        DataDigest judged, EvaluationReport figures, Evidence evidence, Optional<LossCurve> losses) {

    /**
     * A feature in words.
     * @param name the feature
     * @param side its side
     * @param kind its kind
     * @param encoding how its values become numbers
     */
    public record FeatureLine(String name, String side, String kind, String encoding) {}

    /**
     * How training went.
     * @param epochs one an epoch that ran, the first first
     * @param best the epoch whose weights were kept, counted from 1
     */
    public record LossCurve(List<Epoch> epochs, int best) {

        public LossCurve {
            epochs = List.copyOf(epochs);
        }

    }

    /**
     * The losses of an epoch.
     * @param training mean loss of its steps, the penalty on the weights included
     * @param heldOut mean loss over the rows that early stopping is decided on; NaN without such rows
     */
    public record Epoch(double training, double heldOut) {}

    public ReportContents {
        features = List.copyOf(features);
    }

}
