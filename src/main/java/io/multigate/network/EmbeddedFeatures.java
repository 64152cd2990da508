package io.multigate.network;

import java.util.ArrayList;
import java.util.List;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.nd4j.linalg.activations.Activation;

import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureSchema;
import io.multigate.model.InputLayout;
import io.multigate.model.ModelSpec;
import io.multigate.model.WeightShapes;

/**
 * The lower end of every network: ids looked up in their tables, lists averaged, and all features side by side in the
 * order of {@link InputLayout}.
 */
final class EmbeddedFeatures {

    /** The vertex of all features side by side: [rows, width of the layout]. */
    static final String CONCATENATED = "features";

    /** Small against the input of a layer, so that a row that few examples have moved says little. */
    private static final double EMBEDDING_DEVIATION = 0.05;

    /** Embedding layers read ids as floats, which hold every integer up to here. */
    private static final int MAXIMUM_ROWS = 1 << 24;

    private EmbeddedFeatures() {}

    /** Adds inputs, tables and their concatenation, and returns the last one's name. */
    static String add(GraphBuilder graph, FeatureSchema schema, ModelSpec spec) {
        InputLayout layout = InputLayout.of(schema, spec);
        for (NetworkInput input : NetworkInput.of(schema)) {
            graph.addInputs(input.vertex());
            if (input instanceof NetworkInput.Table table) {
                addTable(graph, table, spec.embeddingWidths().getOrDefault(table.table(), 0));
            }
        }
        List<String> columns = new ArrayList<>();
        for (InputLayout.Slice slice : layout.slices()) {
            columns.add(slice.field().table().map((_) -> embedded(slice.field()))
                    .orElseGet(() -> new NetworkInput.ScaledNumber(slice.field()).vertex()));
        }
        graph.addVertex(CONCATENATED, new MergeVertex(), columns.toArray(String[]::new));
        return CONCATENATED;
    }

    private static void addTable(GraphBuilder graph, NetworkInput.Table table, int width) {
        if (table.rowCount() > MAXIMUM_ROWS) {
            throw new IllegalArgumentException("table '" + table.table() + "' has " + table.rowCount()
                    + " rows; a network takes at most " + MAXIMUM_ROWS);
        }
        String top = WeightShapes.embedding(table.table());
        NormalDistribution start = new NormalDistribution(0, EMBEDDING_DEVIATION);
        if (table.lists()) {
            graph.addLayer(top,
                    new EmbeddingSequenceLayer.Builder().nIn(table.rowCount())
                            .nOut(width)
                            .hasBias(false)
                            .inferInputLength(true)
                            .activation(Activation.IDENTITY)
                            .weightInit(start)
                            .build(),
                    table.vertex());
            String pooled = "pooled." + table.table();
            graph.addLayer(pooled, new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), top);
            top = pooled;
        } else {
            graph.addLayer(top,
                    new EmbeddingLayer.Builder().nIn(table.rowCount())
                            .nOut(width)
                            .hasBias(false)
                            .activation(Activation.IDENTITY)
                            .weightInit(start)
                            .build(),
                    table.vertex());
        }
        int features = table.fields().size();
        for (int i = 0; i < features; i++) {
            graph.addVertex(embedded(table.fields().get(i)), new UnstackVertex(i, features), top);
        }
    }

    private static String embedded(FeatureField field) {
        return "embedded." + field.name();
    }

}
