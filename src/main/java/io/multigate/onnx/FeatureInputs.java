package io.multigate.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;

import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureSchema;
import io.multigate.feature.Normalizer;
import io.multigate.model.EmbeddingSet;

/**
 * One input a feature, under the feature's name, and what the network sees of it: an id's embedding, the average of a
 * list's embeddings, a scaled number itself.
 */
final class FeatureInputs {

    /** Fills lists that are shorter than the longest of a batch. */
    static final long PADDING = -1;

    /** Axes, as vectors of one number. */
    private static final String ONE = "axis_1";

    private static final String TWO = "axis_2";

    private final OnnxGraph graph;

    private final FeatureSchema schema;

    /** What was drawn of a feature before any table is looked up: the same for every set of embeddings. */
    private final Map<String, Entry> entries = new HashMap<>();

    FeatureInputs(OnnxGraph graph, FeatureSchema schema) {
        this.graph = graph;
        this.schema = schema;
    }

    /**
     * How a feature enters.
     * @param values its input: ids, [n] or [n, length]; of a scaled number that input as a column, [n, 1]
     * @param share of a list: 1 for what is no padding, [n, length, 1]; else the values
     * @param count of a list: how many are no padding, [n, 1]; else the values
     */
    private record Entry(String values, String share, String count) {

        static Entry of(String values) {
            return new Entry(values, values, values);
        }

    }

    /**
     * What the network, or one tower, sees of all features.
     * @param set what embeds them
     * @param output the name of what is made: [n, width], the features in the schema's order
     */
    void concatenated(EmbeddingSet set, String output) {
        String[] parts = this.schema.fields().stream().map((field) -> embedded(field, set)).toArray(String[]::new);
        this.graph.node("Concat", output, "axis", 1, parts);
    }

    private String embedded(FeatureField field, EmbeddingSet set) {
        Entry entry = this.entries.get(field.name());
        if (entry == null) {
            entry = entry(field);
            this.entries.put(field.name(), entry);
        }
        return switch (field) {
            case FeatureField.Categorical(String name, _, String table) -> lookup(name, entry, table, set);
            case FeatureField.CategoricalList(String name, _, String table, _) -> average(name, entry, table, set);
            case FeatureField.Numeric(String name, _, Normalizer.Buckets _) -> lookup(name, entry, name, set);
            case FeatureField.Numeric(_, _, Normalizer.Scale _) -> entry.values;
        };
    }

    private Entry entry(FeatureField field) {
        return switch (field) {
            case FeatureField.Categorical(String name, _, String table) -> Entry.of(ids(name, table));
            case FeatureField.CategoricalList(String name, _, String table, int maximumLength) ->
                list(name, table, maximumLength);
            case FeatureField.Numeric(String name, _, Normalizer.Buckets _) -> Entry.of(ids(name, name));
            case FeatureField.Numeric(String name, _, Normalizer.Scale _) -> Entry.of(scaled(name));
        };
    }

    /** [n] */
    private String ids(String feature, String table) {
        return this.graph.input(feature, DataType.INT64, "ids, rows of table '" + table + "'",
                List.of(OnnxGraph.ROWS));
    }

    private Entry list(String feature, String table, int maximumLength) {
        String ids = this.graph.input(feature, DataType.INT64,
                "lists of 1 to " + maximumLength + " ids, rows of table '"
                        + table + "', each padded at its end by " + PADDING,
                List.of(OnnxGraph.ROWS, "length_of_" + feature));
        String padding = this.graph.constant("padding", PADDING);
        String real = this.graph.node("Greater", part(feature, "is_real"), ids, padding);
        String counted = this.graph.node("Cast", part(feature, "is_counted"), "to", DataType.FLOAT_VALUE, real);
        String share = this.graph.node("Unsqueeze", part(feature, "is_added"), counted, axis(TWO, 2));
        String count = this.graph.node("ReduceSum", part(feature, "count"), "keepdims", 0, share, axis(ONE, 1));
        return new Entry(ids, share, count);
    }

    /** [n] -> [n, 1] */
    private String scaled(String feature) {
        String numbers = this.graph.input(feature, DataType.FLOAT, "scaled numbers", List.of(OnnxGraph.ROWS));
        return this.graph.node("Unsqueeze", part(feature, "column"), numbers, axis(ONE, 1));
    }

    /** [n] -> [n, width] */
    private String lookup(String feature, Entry entry, String table, EmbeddingSet set) {
        return this.graph.node("Gather", part(feature, "embedding", set), "axis", 0, table(table, set), entry.values);
    }

    /** [n, length] -> [n, width]: the sum over what is no padding, divided by how many there are. */
    private String average(String feature, Entry entry, String table, EmbeddingSet set) {
        // Padding reads the table's last row, which counts nothing.
        String all = this.graph.node("Gather", part(feature, "embeddings", set), "axis", 0, table(table, set),
                entry.values);
        String added = this.graph.node("Mul", part(feature, "added", set), all, entry.share);
        String sum = this.graph.node("ReduceSum", part(feature, "sum", set), "keepdims", 0, added, axis(ONE, 1));
        return this.graph.node("Div", part(feature, "embedding", set), sum, entry.count);
    }

    private String table(String table, EmbeddingSet set) {
        return this.graph.weight(set.weight(table));
    }

    private String axis(String name, long axis) {
        return this.graph.constant(name, axis);
    }

    private static String part(String feature, String part) {
        return "feature/" + feature + "/" + part;
    }

    private static String part(String feature, String part, EmbeddingSet set) {
        return part(feature, set.named(part, "/"));
    }

}
