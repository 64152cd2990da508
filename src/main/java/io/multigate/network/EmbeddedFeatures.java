package io.multigate.network;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.nd4j.linalg.activations.Activation;

import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureSchema;
import io.multigate.model.EmbeddingSet;
import io.multigate.model.InputLayout;
import io.multigate.model.ModelSpec;

/**
 * The lower end of every network: ids looked up in their tables, lists averaged, and all features side by side in the
 * order of {@link InputLayout}.
 */
final class EmbeddedFeatures {

    /** Small against the input of a layer, so that a row that few examples have moved says little. */
    private static final double EMBEDDING_DEVIATION = 0.05;

    /** Embedding layers read ids as floats, which hold every integer up to here. */
    private static final int MAXIMUM_ROWS = 1 << 24;

    private EmbeddedFeatures() {}

    /** Adds the inputs, and for each set of embeddings its tables and their concatenation. */
    static void add(GraphBuilder graph, FeatureSchema schema, ModelSpec spec, GraphBuilding.Use use) {
        List<NetworkInput> inputs = NetworkInput.of(schema, use);
        inputs.forEach((input) -> graph.addInputs(input.vertex()));
        for (EmbeddingSet set : EmbeddingSet.of(spec)) {
            for (NetworkInput input : inputs) {
                if (input instanceof NetworkInput.Table table) {
                    addTable(graph, table, set, spec.embeddingWidths().getOrDefault(table.table(), 0), use);
                }
            }
            String[] columns = schema.fields()
                    .stream()
                    .flatMap((field) -> field.table()
                            .map((_) -> Stream.of(embedded(field, set)))
                            .orElseGet(() -> inputs.stream().filter(startsWith(field)).map(NetworkInput::vertex)))
                    .toArray(String[]::new);
            graph.addVertex(concatenated(set), new MergeVertex(), columns);
        }
    }

    private static Predicate<NetworkInput> startsWith(FeatureField number) {
        return (input) -> input instanceof NetworkInput.ScaledNumbers numbers
                && numbers.fields().getFirst().equals(number);
    }

    /** The vertex of all features side by side, embedded by one set: [rows, width of the layout]. */
    static String concatenated(EmbeddingSet set) {
        return set.named("features", ".");
    }

    private static void addTable(GraphBuilder graph, NetworkInput.Table table, EmbeddingSet set, int width,
            GraphBuilding.Use use) {
        if (table.rowCount() > MAXIMUM_ROWS) {
            throw new IllegalArgumentException("table '" + table.table() + "' has " + table.rowCount()
                    + " rows; a network takes at most " + MAXIMUM_ROWS);
        }
        String top = set.weight(table.table());
        WeightInitDistribution start = new WeightInitDistribution(new NormalDistribution(0, EMBEDDING_DEVIATION));
        switch (use) {
            case TRAINING ->
                graph.addLayer(top, new AveragedEmbedding(table.rowCount(), width, start), table.vertex());
            case STORING -> top = addBuiltIn(graph, table, top, width, start, set);
        }
        int features = table.fields().size();
        for (int i = 0; i < features; i++) {
            graph.addVertex(embedded(table.fields().get(i), set), new UnstackVertex(i, features), top);
        }
    }

    /** Adds a table of built-in layers, and returns the vertex of its averages. */
    private static String addBuiltIn(GraphBuilder graph, NetworkInput.Table table, String name, int width,
            WeightInitDistribution start, EmbeddingSet set) {
        if (!table.lists()) {
            graph.addLayer(name,
                    new EmbeddingLayer.Builder().nIn(table.rowCount())
                            .nOut(width)
                            .hasBias(false)
                            .activation(Activation.IDENTITY)
                            .weightInit(start)
                            .build(),
                    table.vertex());
            return name;
        }
        graph.addLayer(name,
                new EmbeddingSequenceLayer.Builder().nIn(table.rowCount())
                        .nOut(width)
                        .hasBias(false)
                        .inferInputLength(true)
                        .activation(Activation.IDENTITY)
                        .weightInit(start)
                        .build(),
                table.vertex());
        String pooled = set.named("pooled." + table.table(), ".");
        graph.addLayer(pooled, new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), name);
        return pooled;
    }

    private static String embedded(FeatureField field, EmbeddingSet set) {
        return set.named("embedded." + field.name(), ".");
    }

}
