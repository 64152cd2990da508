package io.multigate;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import io.multigate.feature.FeatureEncoder;
import io.multigate.feature.FeatureField.Categorical;
import io.multigate.feature.FeatureField.CategoricalList;
import io.multigate.feature.FeatureField.Numeric;
import io.multigate.feature.FeatureSchema;
import io.multigate.feature.Normalizer;
import io.multigate.feature.Side;
import io.multigate.feature.Vocabulary;
import io.multigate.inference.PlanCompiler;
import io.multigate.inference.Scorer;
import io.multigate.loading.LoadOutcome;
import io.multigate.loading.LoadReport;
import io.multigate.loading.LoadedModel;
import io.multigate.loading.ModelDirectory;
import io.multigate.model.ModelId;
import io.multigate.model.ModelManifest;
import io.multigate.model.ModelSpec;
import io.multigate.model.Objective;
import io.multigate.model.Task;
import io.multigate.model.Tensor;
import io.multigate.model.WeightShapes;
import io.multigate.model.Weights;

/** Models made in memory with random weights and the features of the synthetic shop, for tests that need no files. */
public final class TestModels {

    private static final List<Task> FUNNEL = List.of(new Task("ctr", "click", null),
            new Task("cvr", "conversion", "ctr"));

    private static final List<Task> REACTIONS = List.of(new Task("like", "like", null),
            new Task("share", "share", null));

    private static final Map<String, Integer> WIDTHS = Map.of("user_id", 4, "segment", 2, "category", 4, "hour", 2,
            "slot", 2, "item_id", 4, "brand", 2);

    private TestModels() {}

    /** The features of the synthetic shop. */
    public static FeatureSchema schema() {
        return new FeatureSchema(
                List.of(new Categorical("user_id", Side.USER, "user_id"),
                        new Numeric("age", Side.USER, new Normalizer.Standard(40, 12)),
                        new Categorical("segment", Side.USER, "segment"),
                        new CategoricalList("recent_categories", Side.USER, "category", 5),
                        new Categorical("hour", Side.CONTEXT, "hour"), new Categorical("slot", Side.CONTEXT, "slot"),
                        new Categorical("item_id", Side.ITEM, "item_id"),
                        new Categorical("category", Side.ITEM, "category"),
                        new Categorical("brand", Side.ITEM, "brand"),
                        new Numeric("price", Side.ITEM, new Normalizer.Log1p(3, 1)),
                        new Numeric("user_category_views", Side.CROSS, new Normalizer.Log1p(1, 1))),
                Map.of("user_id", new Vocabulary.Hashed(50), "segment", new Vocabulary.Fitted(List.of("a", "b")),
                        "category", new Vocabulary.Fitted(List.of("shoes", "bags", "hats", "7")), "hour",
                        new Vocabulary.Fitted(List.of("9", "21")), "slot",
                        new Vocabulary.Fitted(List.of("home", "search")), "item_id", new Vocabulary.Hashed(200),
                        "brand", new Vocabulary.Fitted(List.of("acme", "true"))));
    }

    /** MMoE with the funnel's heads. */
    public static ModelSpec mmoe(int experts, int units) {
        return new ModelSpec.MmoeSpec(FUNNEL, WIDTHS, experts, List.of(units, 8), List.of(4));
    }

    /** ESMM. */
    public static ModelSpec esmm() {
        return new ModelSpec.EsmmSpec(FUNNEL, WIDTHS, List.of(8, 4));
    }

    /** Shared-bottom with the funnel's heads. */
    public static ModelSpec sharedBottom() {
        return new ModelSpec.SharedBottomSpec(FUNNEL, WIDTHS, List.of(8), List.of(4));
    }

    /** Shared-bottom with two heads that are no funnel. */
    public static ModelSpec reactions() {
        return new ModelSpec.SharedBottomSpec(REACTIONS, WIDTHS, List.of(8), List.of(4));
    }

    /** MMoE with the funnel's heads and two numbers. */
    public static ModelSpec numbers() {
        List<Task> tasks = new ArrayList<>(FUNNEL);
        tasks.add(0, Task.regression("spend", "amount"));
        tasks.add(Task.regression("stay", "seconds"));
        return new ModelSpec.MmoeSpec(tasks, WIDTHS, 3, List.of(8), List.of(4));
    }

    /** Random weights, the same for the same seed. */
    public static Weights weights(FeatureSchema schema, ModelSpec spec, long seed) {
        Random random = new Random(seed);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        WeightShapes.of(schema, spec).forEach((name, shape) -> {
            float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian() * 0.5f;
            }
            tensors.put(name, new Tensor(shape, values));
        });
        return new Weights(tensors);
    }

    /** A model with random weights. */
    public static LoadedModel loaded(ModelId id, ModelSpec spec) {
        FeatureSchema schema = schema();
        return loaded(id, spec, PlanCompiler.compile(schema, spec, weights(schema, spec, id.hashCode())));
    }

    /** A model that answers with a scorer of its own. */
    public static LoadedModel loaded(ModelId id, ModelSpec spec, Scorer scorer) {
        Map<String, List<Double>> gates = (spec instanceof ModelSpec.MmoeSpec mmoe)
                ? Map.of("ctr", even(mmoe.experts()), "cvr", even(mmoe.experts()))
                : Map.of();
        ModelManifest manifest = new ModelManifest(id, spec, Objective.ENTIRE_SPACE, true, Map.of(), "f",
                new ModelManifest.Provenance(null, 0, null, 0, "r", 1, 1, Instant.EPOCH, Map.of()),
                Map.of("ctr", Map.of("auc", 0.75)), gates);
        return new LoadedModel(manifest, new FeatureEncoder(schema()), scorer, Optional.empty());
    }

    private static List<Double> even(int experts) {
        return Collections.nCopies(experts, 1.0 / experts);
    }

    /** A load that went well. */
    public static LoadOutcome outcome(LoadedModel model) {
        LoadReport report = new LoadReport(
                List.of(new LoadReport.Check(LoadReport.Step.FILES, true, "as they are", Duration.ofMillis(3), false)));
        return new LoadOutcome(model.id(), report, Optional.of(model), Duration.ofMillis(3));
    }

    /** A load that failed. */
    public static LoadOutcome failure(Path directory, String detail) {
        return failure(directory, detail, false);
    }

    /** A load that failed, for a reason that may pass by itself or not. */
    public static LoadOutcome failure(Path directory, String detail, boolean retryable) {
        LoadReport report = new LoadReport(
                List.of(new LoadReport.Check(LoadReport.Step.FILES, false, detail, Duration.ofMillis(3), retryable)));
        return new LoadOutcome(ModelDirectory.id(directory).orElseThrow(), report,
                Optional.empty(), Duration.ofMillis(3));
    }

}
