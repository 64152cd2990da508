package io.multigate.loading;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.multigate.bundle.SampleBundles;
import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureSchema;
import io.multigate.feature.Normalizer;
import io.multigate.feature.Side;
import io.multigate.feature.Vocabulary;
import io.multigate.inference.RandomModel;
import io.multigate.model.ModelSpec;
import io.multigate.model.Objective;
import io.multigate.model.Task;
import io.multigate.network.GraphFile;
import io.multigate.network.GraphScorer;
import io.multigate.network.MultiTaskGraph;
import io.multigate.network.Optimizer;
import io.multigate.network.TrainingOptions;
import io.multigate.network.WeightExtractor;

/** Bundles with a real Deeplearning4j network inside. */
final class TrainedSample {

    private static final List<Task> TASKS = List.of(new Task("ctr", "click", null),
            new Task("cvr", "conversion", "ctr"));

    static final FeatureSchema SCHEMA = new FeatureSchema(
            List.of(new FeatureField.Categorical("user_id", Side.USER, "user"),
                    new FeatureField.CategoricalList("recent", Side.USER, "category", 3),
                    new FeatureField.Numeric("hour", Side.CONTEXT, new Normalizer.Standard(12, 5)),
                    new FeatureField.Categorical("item_id", Side.ITEM, "item"),
                    new FeatureField.Categorical("category", Side.ITEM, "category"),
                    new FeatureField.Numeric("price", Side.ITEM, new Normalizer.Log1p(3, 1)),
                    new FeatureField.Numeric("views", Side.CROSS, new Normalizer.MinMax(0, 20, 4))),
            Map.of("user", new Vocabulary.Hashed(10), "category", fitted("c", 5), "item", fitted("i", 12)));

    static final ModelSpec MMOE = new ModelSpec.MmoeSpec(TASKS, Map.of("user", 4, "category", 3, "item", 4), 3,
            List.of(8, 6), List.of(4));

    static final ModelSpec ESMM = new ModelSpec.EsmmSpec(TASKS, MMOE.embeddingWidths(), List.of(8, 4));

    static final ModelSpec SHARED_BOTTOM = new ModelSpec.SharedBottomSpec(TASKS, MMOE.embeddingWidths(), List.of(8),
            List.of());

    private TrainedSample() {}

    private static Vocabulary fitted(String prefix, int count) {
        return new Vocabulary.Fitted(
                IntStream.range(0, count).mapToObj((i) -> prefix + i).collect(Collectors.toList()));
    }

    /** Writes the next version of a model whose golden answers are the network's. */
    static Path write(Path models, String name, ModelSpec spec) {
        TrainingOptions options = new TrainingOptions(Objective.ENTIRE_SPACE, Map.of(), Optimizer.ADAM, 0.01, 1, 0, 32,
                1, 0, 5);
        try (MultiTaskGraph graph = MultiTaskGraph.initialise(SCHEMA, spec, options)) {
            RandomModel model = new RandomModel(SCHEMA, spec, WeightExtractor.extract(graph));
            return SampleBundles.write(models, SampleBundles.contents(name, model, new GraphScorer(graph)),
                    (file) -> GraphFile.write(graph, file));
        }
    }

}
