package io.multigate.web;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.multigate.feature.FeatureField;
import io.multigate.model.ModelManifest;
import io.multigate.model.ModelSpec;
import io.multigate.model.Task;
import io.multigate.registry.ServingModel;
import org.jspecify.annotations.Nullable;

/**
 * What a loaded model version is made of.
 *
 * @param architecture its kind and sizes
 * @param tasks its heads
 * @param features what it reads, in the schema's order
 * @param objective {@code entire-space} or {@code click-space}
 * @param trained false for an initialised network that saw no data
 * @param trainingRows rows that the weights were fitted on
 * @param created when training ended
 * @param evaluation figures by task and measure
 */
record ModelDescription(Architecture architecture, List<Head> tasks, List<Feature> features, String objective,
        boolean trained, long trainingRows, Instant created, Map<String, Map<String, Double>> evaluation) {

    static ModelDescription of(ServingModel model) {
        ModelManifest manifest = model.manifest();
        return new ModelDescription(Architecture.of(manifest.spec()),
                manifest.spec().tasks().stream().map(Head::of).toList(),
                model.encoder().schema().fields().stream().map(Feature::of).toList(),
                manifest.objective().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                manifest.trained(), manifest.provenance().trainingRows(), manifest.provenance().created(),
                new TreeMap<>(manifest.evaluation()));
    }

    /**
     * The shape of the network.
     * @param kind {@code shared-bottom}, {@code esmm} or {@code mmoe}
     * @param embeddingWidths by table
     * @param bottom units of the shared layers, of a shared-bottom model
     * @param experts how many, of an MMoE model
     * @param expert units of each expert's layers, of an MMoE model
     * @param tower units of each tower's hidden layers
     */
    record Architecture(String kind, Map<String, Integer> embeddingWidths, @Nullable List<Integer> bottom,
            @Nullable Integer experts, @Nullable List<Integer> expert, List<Integer> tower) {

        static Architecture of(ModelSpec spec) {
            return switch (spec) {
                case ModelSpec.SharedBottomSpec shared -> new Architecture("shared-bottom", shared.embeddingWidths(),
                        shared.bottom(), null, null, shared.tower());
                case ModelSpec.EsmmSpec esmm ->
                    new Architecture("esmm", esmm.embeddingWidths(), null, null, null, esmm.tower());
                case ModelSpec.MmoeSpec mmoe -> new Architecture("mmoe", mmoe.embeddingWidths(), null, mmoe.experts(),
                        mmoe.expert(), mmoe.tower());
            };
        }

    }

    /**
     * One thing that the model predicts.
     * @param name the head's name
     * @param given the task whose label conditions it
     */
    record Head(String name, @Nullable String given) {

        static Head of(Task task) {
            return new Head(task.name(), task.givenTask());
        }

    }

    /**
     * One thing that the model reads.
     * @param name as in requests
     * @param kind {@code categorical}, {@code categorical-list} or {@code numeric}
     * @param side {@code user} and {@code context} stand once in a request, {@code item} and {@code cross} with each
     * candidate
     */
    record Feature(String name, String kind, String side) {

        static Feature of(FeatureField field) {
            String kind = switch (field) {
                case FeatureField.Categorical _ -> "categorical";
                case FeatureField.CategoricalList _ -> "categorical-list";
                case FeatureField.Numeric _ -> "numeric";
            };
            return new Feature(field.name(), kind, field.side().name().toLowerCase(Locale.ROOT));
        }

    }

}
