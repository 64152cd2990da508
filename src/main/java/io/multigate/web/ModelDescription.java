package io.multigate.web;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.multigate.feature.FeatureField;
import io.multigate.model.ModelManifest;
import io.multigate.model.ModelSpec;
import io.multigate.model.Sharing;
import io.multigate.model.Task;
import io.multigate.registry.ServingModel;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a loaded model version is made of. */
@Schema(description = "What a loaded model version is made of.")
record ModelDescription(@Schema(description = "The network's kind and sizes.") Architecture architecture,
        @Schema(description = "What the model predicts, one head a task.") List<Head> tasks,
        @Schema(description = "What the model reads, in the order of its input.") List<Feature> features,
        @Words.Objective String objective,
        @Schema(description = "False for an initialised network that saw no data.") boolean trained,
        @Schema(description = "Rows that the weights were fitted on.") long trainingRows,
        @Schema(description = "When training ended (RFC 3339).") Instant created,
        @Schema(description = "Figures on the validation data by task and measure: `rows` and `positives` that the task"
                + " is judged on, `auc`, `logLoss` (nats), `copc` (labels over predictions), `ece` (expected"
                + " calibration error); and where the true probabilities are known `oracleAuc` (the AUC of the truth),"
                + " `truthBias` (mean prediction over mean truth, less 1), `truthCorrelation` (Pearson's) and"
                + " `truthAuc` (of labels drawn from the truth for every impression). Of a regression `rows`, `rmse`,"
                + " `mse` and `r2` (the share of the labels' variance that is"
                + " explained).") Map<String, Map<String, Double>> evaluation) {

    static ModelDescription of(ServingModel model) {
        ModelManifest manifest = model.manifest();
        return new ModelDescription(Architecture.of(manifest.spec()),
                manifest.spec().tasks().stream().map(Head::of).toList(),
                model.encoder().schema().fields().stream().map(Feature::of).toList(),
                manifest.objective().label(),
                manifest.trained(), manifest.provenance().trainingRows(), manifest.provenance().created(),
                new TreeMap<>(manifest.evaluation()));
    }

    /** The shape of the network. */
    @Schema(description = "The shape of the network.")
    record Architecture(
            @Words.Family String kind,
            @Schema(description = "Numbers that a value is embedded in, by embedding"
                    + " table.") Map<String, Integer> embeddingWidths,
            @Schema(description = "Units of each shared layer; of a shared-bottom model"
                    + " alone.") @Nullable List<Integer> bottom,
            @Schema(description = "How many experts there are; of an MMoE model alone.") @Nullable Integer experts,
            @Schema(description = "Units of each expert's layers; of an MMoE model"
                    + " alone.") @Nullable List<Integer> expert,
            @Schema(description = "Units of each tower's hidden layers.") List<Integer> tower,
            @Words.Embeddings @Nullable String embeddings, @Words.Gates @Nullable String gates) {

        static Architecture of(ModelSpec spec) {
            return switch (spec) {
                case ModelSpec.SharedBottomSpec shared -> new Architecture("shared-bottom", shared.embeddingWidths(),
                        shared.bottom(), null, null, shared.tower(), null, null);
                case ModelSpec.EsmmSpec esmm -> new Architecture("esmm", esmm.embeddingWidths(), null, null, null,
                        esmm.tower(), (esmm.embeddings() == Sharing.TASK) ? "task" : null, null);
                case ModelSpec.MmoeSpec mmoe -> new Architecture("mmoe", mmoe.embeddingWidths(), null, mmoe.experts(),
                        mmoe.expert(), mmoe.tower(), null, (mmoe.gates() == Sharing.SHARED) ? "shared" : null);
            };
        }

    }

    /** One thing that the model predicts. */
    @Schema(description = "One thing that the model predicts: the probability of a binary label, or the expected value"
            + " of a number.")
    record Head(@Schema(description = "The task's name.") String name, @Words.TaskKind String kind,
            @Schema(description = "The task whose label conditions it; absent when it is predicted for every"
                    + " impression.") @Nullable String given) {

        static Head of(Task task) {
            return new Head(task.name(), task.kind().name().toLowerCase(Locale.ROOT), task.givenTask());
        }

    }

    /** One thing that the model reads. */
    @Schema(description = "One thing that the model reads.")
    record Feature(@Schema(description = "The name under which requests give it.") String name,
            @Words.FeatureKind String kind,
            @Words.FeatureSide String side) {

        static Feature of(FeatureField field) {
            String kind = switch (field) {
                case FeatureField.Categorical _ -> "categorical";
                case FeatureField.CategoricalList _ -> "categorical-list";
                case FeatureField.Numeric _ -> "numeric";
            };
            return new Feature(field.name(), kind, field.side().label());
        }

    }

}
