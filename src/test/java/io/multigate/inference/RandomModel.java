package io.multigate.inference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureRequest;
import io.multigate.feature.FeatureRow;
import io.multigate.feature.FeatureSchema;
import io.multigate.feature.Normalizer;
import io.multigate.feature.Side;
import io.multigate.feature.Vocabulary;
import io.multigate.model.ModelSpec;
import io.multigate.model.Sharing;
import io.multigate.model.Task;
import io.multigate.model.Tensor;
import io.multigate.model.WeightShapes;
import io.multigate.model.Weights;

/**
 * A model drawn at random: features of every kind, on any side, in random order; two to five tasks, one of
 * them now and then a regression; layers of any depth
 * and width; random weights.
 *
 * @param schema the features
 * @param spec the architecture
 * @param weights of the spec's shapes
 */
public record RandomModel(FeatureSchema schema, ModelSpec spec, Weights weights) {

    private static final List<Side> SIDES = List.of(Side.values());

    /** The three architectures and their variants. */
    public enum Architecture {
        SHARED_BOTTOM, ESMM, ESMM_WITH_EMBEDDINGS_A_TASK, MMOE, MMOE_WITH_ONE_GATE
    }

    /** Draws a model; two architectures share neither features nor weights under one seed. */
    public static RandomModel draw(Architecture architecture, long seed) {
        Random random = new Random(seed + architecture.name().hashCode());
        FeatureSchema schema = schema(random);
        ModelSpec spec = spec(architecture, schema, random);
        return new RandomModel(schema, spec, weights(WeightShapes.of(schema, spec), random));
    }

    private static FeatureSchema schema(Random random) {
        List<FeatureField> optional = new ArrayList<>(List.of(
                new FeatureField.Categorical("user_id", side(random), "user"),
                new FeatureField.CategoricalList("recent", side(random), "category", 3),
                new FeatureField.Numeric("age", side(random), new Normalizer.Standard(30, 8)),
                new FeatureField.Categorical("slot", side(random), "slot"),
                new FeatureField.Numeric("hour", side(random), new Normalizer.Buckets(List.of(6.0, 12.0, 18.0))),
                new FeatureField.Categorical("category", side(random), "category"),
                new FeatureField.CategoricalList("tags", side(random), "tag", 4),
                new FeatureField.Numeric("price", side(random), new Normalizer.Log1p(3, 1.5)),
                new FeatureField.Numeric("stock", side(random), new Normalizer.Buckets(List.of(1.0, 10.0))),
                new FeatureField.Numeric("views", side(random), new Normalizer.MinMax(0, 20, 4))));
        Collections.shuffle(optional, random);
        List<FeatureField> fields = new ArrayList<>(optional.subList(0, 3 + random.nextInt(8)));
        fields.add(random.nextInt(fields.size()), new FeatureField.Categorical("item_id", Side.ITEM, "item"));
        Map<String, Vocabulary> vocabularies = new HashMap<>(Map.of("user", new Vocabulary.Hashed(11), "item",
                fitted("i", 20), "category", fitted("c", 6), "slot", fitted("s", 3), "tag", new Vocabulary.Hashed(5)));
        List<String> used = fields.stream().flatMap((field) -> field.table().stream()).toList();
        vocabularies.keySet().retainAll(used);
        return new FeatureSchema(fields, vocabularies);
    }

    private static Side side(Random random) {
        return SIDES.get(random.nextInt(SIDES.size()));
    }

    private static Vocabulary fitted(String prefix, int count) {
        return new Vocabulary.Fitted(IntStream.range(0, count).mapToObj((i) -> prefix + i).toList());
    }

    private static ModelSpec spec(Architecture architecture, FeatureSchema schema, Random random) {
        List<Task> tasks = new ArrayList<>(
                List.of(new Task("ctr", "click", null), new Task("cvr", "conversion", "ctr")));
        if (random.nextInt(3) == 0) {
            tasks.add(new Task("like", "liked", null));
        }
        if (random.nextInt(3) == 0) {
            tasks.add(new Task("refund", "refunded", "cvr"));
        }
        if (random.nextInt(3) == 0) {
            tasks.add(random.nextInt(tasks.size() + 1), Task.regression("spend", "spent"));
        }
        Map<String, Integer> widths = new HashMap<>();
        schema.tableRows().keySet().forEach((table) -> widths.put(table, 1 + random.nextInt(8)));
        List<Integer> tower = units(random, random.nextInt(3));
        List<Integer> layers = units(random, 1 + random.nextInt(3));
        return switch (architecture) {
            case SHARED_BOTTOM -> new ModelSpec.SharedBottomSpec(tasks, widths, layers, tower);
            case ESMM -> new ModelSpec.EsmmSpec(tasks, widths, tower);
            case ESMM_WITH_EMBEDDINGS_A_TASK -> new ModelSpec.EsmmSpec(tasks, widths, tower, Sharing.TASK);
            case MMOE -> new ModelSpec.MmoeSpec(tasks, widths, 1 + random.nextInt(5), layers, tower);
            case MMOE_WITH_ONE_GATE -> new ModelSpec.MmoeSpec(tasks, widths, 1 + random.nextInt(5), layers, tower,
                    Sharing.SHARED);
        };
    }

    private static List<Integer> units(Random random, int layers) {
        return IntStream.range(0, layers).mapToObj((_) -> 1 + random.nextInt(19)).toList();
    }

    /** Uniform, with the variance that keeps activations of the size of the inputs (He et al. 2015). */
    private static Weights weights(Map<String, List<Integer>> shapes, Random random) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> {
            int size = shape.stream().reduce(1, Math::multiplyExact);
            float limit = name.startsWith("embedding") ? 1f : (float) Math.sqrt(6.0 / shape.getFirst());
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = limit * (2 * random.nextFloat() - 1);
            }
            tensors.put(name, new Tensor(shape, values));
        });
        return new Weights(tensors);
    }

    /** A request of this model, with values of every sort: known, unknown, missing. */
    public FeatureRequest request(int candidates, long seed) {
        Random random = new Random(seed);
        List<FeatureRow> rows = IntStream.range(0, candidates)
                .mapToObj((_) -> row(random, Side.ITEM, Side.CROSS))
                .toList();
        return new FeatureRequest(row(random, Side.USER), row(random, Side.CONTEXT), rows);
    }

    /** A request for these of another's candidates, in this order. */
    public static FeatureRequest pick(FeatureRequest request, List<Integer> candidates) {
        return new FeatureRequest(request.user(), request.context(),
                candidates.stream().map(request.candidates()::get).toList());
    }

    private FeatureRow row(Random random, Side... sides) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (FeatureField field : this.schema.fields((field) -> List.of(sides).contains(field.side()))) {
            if (random.nextInt(8) > 0) {
                values.put(field.name(), switch (field) {
                    case FeatureField.Categorical categorical -> value(categorical.tableName(), random);
                    case FeatureField.CategoricalList list -> IntStream.range(0, random.nextInt(6))
                            .mapToObj((_) -> value(list.tableName(), random))
                            .toList();
                    case FeatureField.Numeric _ -> random.nextBoolean()
                            ? (Object) random.nextInt(40)
                            : (Object) (40 * random.nextDouble());
                });
            }
        }
        return new FeatureRow(values);
    }

    private static String value(String table, Random random) {
        return table.charAt(0) + Integer.toString(random.nextInt(25));
    }

}
