package io.multigate.bundle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.multigate.feature.FeatureSchema;
import io.multigate.model.ModelManifest.Provenance;
import io.multigate.model.ModelSpec;
import io.multigate.model.Objective;
import io.multigate.model.Weights;

/**
 * What training hands over to be written as the next version of a model. Evaluation figures that are undefined (the AUC
 * of data without a click) are left out.
 *
 * @param name the model's
 * @param spec the architecture
 * @param objective the loss it was trained with
 * @param trained false for an initialised network that saw no data
 * @param schema the fitted features
 * @param weights the trained numbers
 * @param golden requests with the trained network's answers
 * @param provenance where the model came from
 * @param evaluation figures by task and measure; empty when untrained
 * @param gateMeans mean gate weight by task and expert over the evaluation data; empty without gates
 */
public record BundleContents(String name, ModelSpec spec, Objective objective, boolean trained, FeatureSchema schema,
        Weights weights, GoldenExamples golden, Provenance provenance, Map<String, Map<String, Double>> evaluation,
        Map<String, List<Double>> gateMeans) {

    public BundleContents {
        Map<String, Map<String, Double>> defined = new HashMap<>();
        evaluation.forEach((task, figures) -> {
            Map<String, Double> finite = new HashMap<>(figures);
            finite.values().removeIf((figure) -> !Double.isFinite(figure));
            defined.put(task, Map.copyOf(finite));
        });
        evaluation = Map.copyOf(defined);
        gateMeans = Map.copyOf(gateMeans);
    }

}
