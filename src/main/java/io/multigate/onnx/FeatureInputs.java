package io.multigate.onnx;

import java.util.List;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;

import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureSchema;
import io.multigate.feature.Normalizer;
import io.multigate.model.WeightShapes;

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

    FeatureInputs(OnnxGraph graph) {
        this.graph = graph;
    }

    /**
     * Adds the inputs of a schema.
     * @param output the name of what they make: [n, width], the features in the schema's order
     */
    String concatenated(FeatureSchema schema, String output) {
        String[] parts = schema.fields().stream().map(this::embedded).toArray(String[]::new);
        return this.graph.node("Concat", output, "axis", 1, parts);
    }

    private String embedded(FeatureField field) {
        return switch (field) {
            case FeatureField.Categorical(String name, _, String table) -> lookup(name, table);
            case FeatureField.CategoricalList(String name, _, String table, int maximumLength) ->
                average(name, table, maximumLength);
            case FeatureField.Numeric(String name, _, Normalizer.Buckets _) -> lookup(name, name);
            case FeatureField.Numeric(String name, _, Normalizer.Scale _) -> scaled(name);
        };
    }

    /** [n] -> [n, width] */
    private String lookup(String feature, String table) {
        String ids = this.graph.input(feature, DataType.INT64, "ids, rows of table '" + table + "'",
                List.of(OnnxGraph.ROWS));
        return this.graph.node("Gather", part(feature, "embedding"), "axis", 0, table(table), ids);
    }

    /** [n, length] -> [n, width]: the sum over what is no padding, divided by how many there are. */
    private String average(String feature, String table, int maximumLength) {
        String ids = this.graph.input(feature, DataType.INT64,
                "lists of 1 to " + maximumLength + " ids, rows of table '"
                        + table + "', each padded at its end by " + PADDING,
                List.of(OnnxGraph.ROWS, "length_of_" + feature));
        String padding = this.graph.constant("padding", PADDING);
        String real = this.graph.node("Greater", part(feature, "is_real"), ids, padding);
        String counted = this.graph.node("Cast", part(feature, "is_counted"), "to", DataType.FLOAT_VALUE, real);
        String share = this.graph.node("Unsqueeze", part(feature, "is_added"), counted, axis(TWO, 2));
        // Padding reads the table's last row, which counts nothing.
        String all = this.graph.node("Gather", part(feature, "embeddings"), "axis", 0, table(table), ids);
        String added = this.graph.node("Mul", part(feature, "added"), all, share);
        String sum = this.graph.node("ReduceSum", part(feature, "sum"), "keepdims", 0, added, axis(ONE, 1));
        String count = this.graph.node("ReduceSum", part(feature, "count"), "keepdims", 0, share, axis(ONE, 1));
        return this.graph.node("Div", part(feature, "embedding"), sum, count);
    }

    /** [n] -> [n, 1] */
    private String scaled(String feature) {
        String numbers = this.graph.input(feature, DataType.FLOAT, "scaled numbers", List.of(OnnxGraph.ROWS));
        return this.graph.node("Unsqueeze", part(feature, "column"), numbers, axis(ONE, 1));
    }

    private String table(String table) {
        return this.graph.weight(WeightShapes.embedding(table));
    }

    private String axis(String name, long axis) {
        return this.graph.constant(name, axis);
    }

    private static String part(String feature, String part) {
        return "feature/" + feature + "/" + part;
    }

}
