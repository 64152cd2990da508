package io.multigate.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.multigate.feature.BlockEncoder;
import io.multigate.feature.FeatureEncoder;
import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureRow;
import io.multigate.feature.FeatureSchema;
import io.multigate.feature.Normalizer;
import io.multigate.feature.Side;
import io.multigate.feature.Vocabulary;
import io.multigate.model.ModelSpec;
import io.multigate.model.Objective;
import io.multigate.model.Sharing;
import io.multigate.model.Task;

/**
 * A shop small enough to learn in a second: the click depends on whether the candidate's category is among those that the
 * user viewed, and on the hour; the conversion on the price. It has every kind of feature, and a list that shares its
 * table with a single value.
 */
final class TinyShop {

    static final List<Task> TASKS = List.of(new Task("ctr", "click", null), new Task("cvr", "conversion", "ctr"));

    /** For trainings that nobody watches. */
    static final TrainingProgress SILENT = new TrainingProgress() {

        @Override
        public void batch(long rowsDone, long rowsTotal, double loss) {
            // nobody watches
        }

        @Override
        public void epoch(int epoch, double trainLoss, double validationLoss) {
            // nobody watches
        }

    };

    private static final int CATEGORIES = 5;

    private static final int HOURS = 4;

    private TinyShop() {}

    static FeatureSchema schema() {
        Map<String, Vocabulary> vocabularies = new LinkedHashMap<>();
        vocabularies.put("category",
                new Vocabulary.Fitted(IntStream.range(0, CATEGORIES).mapToObj((i) -> "c" + i).toList()));
        vocabularies.put("hour", new Vocabulary.Hashed(HOURS));
        return new FeatureSchema(
                List.of(new FeatureField.CategoricalList("viewed", Side.USER, "category", 3),
                        new FeatureField.Numeric("age", Side.USER, new Normalizer.Standard(40, 10)),
                        new FeatureField.Categorical("hour", Side.CONTEXT, "hour"),
                        new FeatureField.Categorical("category", Side.ITEM, "category"),
                        new FeatureField.Numeric("price", Side.ITEM,
                                new Normalizer.Buckets(List.of(10.0, 20.0, 30.0)))),
                vocabularies);
    }

    static Map<String, Integer> widths() {
        return Map.of("category", 4, "hour", 2, "price", 3);
    }

    static ModelSpec.SharedBottomSpec sharedBottom() {
        return new ModelSpec.SharedBottomSpec(TASKS, widths(), List.of(16, 8), List.of(8));
    }

    static ModelSpec.EsmmSpec esmm() {
        return new ModelSpec.EsmmSpec(TASKS, widths(), List.of(16, 8));
    }

    static ModelSpec.MmoeSpec mmoe() {
        return new ModelSpec.MmoeSpec(TASKS, widths(), 3, List.of(16, 8), List.of(8));
    }

    /** One spec of each architecture and variant. */
    static List<ModelSpec> specs() {
        return List.of(sharedBottom(), esmm(), new ModelSpec.EsmmSpec(TASKS, widths(), List.of(16, 8), Sharing.TASK),
                mmoe(), new ModelSpec.MmoeSpec(TASKS, widths(), 3, List.of(16, 8), List.of(8), Sharing.SHARED));
    }

    static TrainingOptions options(Objective objective) {
        return new TrainingOptions(objective, Map.of(), Optimizer.ADAM, 0.01, 1, 0, 128, 6, 0, 7);
    }

    /** Seeded rows with labels for {@link #TASKS}; no price is missing, and the last category never occurs. */
    static LabelledRows rows(int count, long seed) {
        FeatureEncoder encoder = new FeatureEncoder(schema());
        BlockEncoder block = encoder.rows(count);
        float[][] labels = new float[2][count];
        SplittableRandom random = new SplittableRandom(seed);
        for (int row = 0; row < count; row++) {
            String category = "c" + random.nextInt(CATEGORIES - 1);
            List<String> viewed = new ArrayList<>();
            IntStream.range(0, random.nextInt(4)).forEach((_) -> viewed.add("c" + random.nextInt(CATEGORIES - 1)));
            double price = 40 * random.nextDouble();
            int hour = random.nextInt(HOURS);
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("viewed", viewed);
            values.put("age", random.nextInt(18, 80));
            values.put("hour", hour);
            values.put("category", category);
            values.put("price", price);
            block.row(new FeatureRow(values));
            boolean click = random.nextDouble() < (viewed.contains(category) ? 0.8 : 0.1) + 0.05 * (hour % 2);
            boolean conversion = click && random.nextDouble() < ((price < 20) ? 0.7 : 0.1);
            labels[0][row] = click ? 1 : 0;
            labels[1][row] = conversion ? 1 : 0;
        }
        return new LabelledRows(encoder.batch(block.build()), labels);
    }

}
