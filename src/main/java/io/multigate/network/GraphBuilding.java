package io.multigate.network;

import java.util.List;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

import io.multigate.feature.FeatureSchema;
import io.multigate.model.EmbeddingSet;
import io.multigate.model.InputLayout;
import io.multigate.model.ModelSpec;
import io.multigate.model.Task;
import io.multigate.model.WeightShapes;

/**
 * Builds the graph of a spec: what is stored of built-in layers and vertices, what trains of faster ones with the same
 * weights. A layer is named as its weights are in {@link WeightShapes}. What differs by architecture is the body between
 * the concatenated features and the towers; the features ({@link EmbeddedFeatures}) and the heads ({@link Heads}) are
 * common to all.
 */
final class GraphBuilding {

    private final GraphBuilder graph;

    private final Use use;

    private GraphBuilding(GraphBuilder graph, Use use) {
        this.graph = graph;
        this.use = use;
    }

    /** What a network is for. Either has the same weights and computes the same. */
    enum Use {

        /** Vertices and inputs that save time in training. */
        TRAINING,

        /** Deeplearning4j's own vertices and losses alone, which any program that has it can restore. */
        STORING

    }

    /** The configuration of a network that is to be trained with these options. */
    static ComputationGraphConfiguration configuration(FeatureSchema schema, ModelSpec spec, TrainingOptions options,
            Use use) {
        options.gates().requireEffect(spec);
        NeuralNetConfiguration.Builder common = new NeuralNetConfiguration.Builder().seed(options.seed())
                .dataType(DataType.FLOAT)
                .updater(options.optimizer().updater(options.learningRate()))
                .l2(options.l2())
                .weightInit(WeightInit.RELU)
                .activation(Activation.RELU)
                .trainingWorkspaceMode(WorkspaceMode.ENABLED)
                .inferenceWorkspaceMode(WorkspaceMode.ENABLED);
        GraphBuilding building = new GraphBuilding(common.graphBuilder(), use);
        EmbeddedFeatures.add(building.graph, schema, spec, use);
        Body body = building.body(spec, InputLayout.of(schema, spec).width(), options);
        Heads heads = new Heads(building.graph, options);
        heads.add(spec, (task, tower) -> {
            Wire input = body.towerInput(task);
            return building.layers(tower, input.vertex(), input.width(), spec.tower());
        });
        return building.graph.validateOutputLayerConfig(false).build();
    }

    private Body body(ModelSpec spec, int width, TrainingOptions options) {
        String shared = EmbeddedFeatures.concatenated(EmbeddingSet.SHARED);
        return switch (spec) {
            case ModelSpec.EsmmSpec esmm ->
                (task) -> new Wire(EmbeddedFeatures.concatenated(EmbeddingSet.of(esmm, task)), width);
            case ModelSpec.SharedBottomSpec sharedBottom -> {
                Wire bottom = layers(WeightShapes.BOTTOM, shared, width, sharedBottom.bottom());
                yield (_) -> bottom;
            }
            case ModelSpec.MmoeSpec mmoe -> new MixtureOfExperts(this, mmoe, new Wire(shared, width), options.gates());
        };
    }

    /** Adds fully connected ReLU layers on top of a vertex. */
    Wire layers(String prefix, String input, int width, List<Integer> units) {
        Wire top = new Wire(input, width);
        for (int i = 0; i < units.size(); i++) {
            top = rectified(prefix + "." + i, top, units.get(i));
        }
        return top;
    }

    private Wire rectified(String name, Wire input, int units) {
        return switch (this.use) {
            case STORING -> dense(name, input, units, Activation.RELU, WeightInit.RELU);
            case TRAINING -> {
                this.graph.addLayer(name, new RectifiedLayer(input.width(), units), input.vertex());
                yield new Wire(name, units);
            }
        };
    }

    /** Adds one fully connected layer. */
    Wire dense(String name, Wire input, int units, Activation activation, WeightInit start) {
        dense(this.graph, name, input, units, activation, start);
        return new Wire(name, units);
    }

    static void dense(GraphBuilder graph, String name, Wire input, int units, Activation activation,
            WeightInit start) {
        graph.addLayer(name,
                new DenseLayer.Builder().nIn(input.width())
                        .nOut(units)
                        .activation(activation)
                        .weightInit(start)
                        .build(),
                input.vertex());
    }

    GraphBuilder graph() {
        return this.graph;
    }

    Use use() {
        return this.use;
    }

    /**
     * The activations of a vertex.
     * @param vertex its name
     * @param width columns
     */
    record Wire(String vertex, int width) {}

    /** What stands between the features and the towers. */
    @FunctionalInterface
    interface Body {

        Wire towerInput(Task task);

    }

}
