package io.multigate.network;

import java.util.List;
import java.util.Map;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.util.CrashReportingUtil;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspaceManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.multigate.feature.FeatureSchema;
import io.multigate.model.ModelSpec;
import io.multigate.model.Objective;
import io.multigate.model.Tensor;
import io.multigate.model.WeightShapes;
import io.multigate.model.Weights;

/**
 * A Deeplearning4j network of one spec. It must be used by one thread at a time, and closed: its weights lie outside
 * the heap.
 */
public final class MultiTaskGraph implements AutoCloseable {

    private final FeatureSchema schema;

    private final ModelSpec spec;

    private final TrainingOptions options;

    private final GraphBuilding.Use use;

    private final ComputationGraph graph;

    /** A network with these parameters, or random ones, which Deeplearning4j draws into arrays that only a collection frees. */
    private MultiTaskGraph(FeatureSchema schema, ModelSpec spec, TrainingOptions options, GraphBuilding.Use use,
            @Nullable INDArray parameters) {
        NativeThreads.confine();
        // Nobody asked for a dump in the working directory; its report of the machine needs a library that is left out.
        CrashReportingUtil.crashDumpsEnabled(false);
        this.schema = schema;
        this.spec = spec;
        this.options = options;
        this.use = use;
        this.graph = new ComputationGraph(GraphBuilding.configuration(schema, spec, options, use));
        this.graph.init(parameters, false);
    }

    /**
     * A network to train, with random weights, the same for the same seed.
     * @throws IllegalArgumentException if schema, spec and options do not fit each other
     */
    public static MultiTaskGraph initialise(FeatureSchema schema, ModelSpec spec, TrainingOptions options) {
        return new MultiTaskGraph(schema, spec, options, GraphBuilding.Use.TRAINING, null);
    }

    /**
     * A network as it is stored.
     * @param parameters of all layers, as one row; the network's own from now on, unless this method fails
     */
    static MultiTaskGraph storable(FeatureSchema schema, ModelSpec spec, TrainingOptions options,
            INDArray parameters) {
        return new MultiTaskGraph(schema, spec, options.with(ConditionalLoss.PLAIN).with(GateOptions.PLAIN),
                GraphBuilding.Use.STORING, parameters);
    }

    /** A network as it is stored, with weights of zero. */
    static MultiTaskGraph storable(FeatureSchema schema, ModelSpec spec, TrainingOptions options) {
        return storable(schema, spec, options, Nd4j.zeros(DataType.FLOAT, 1, WeightShapes.count(schema, spec)));
    }

    public FeatureSchema schema() {
        return this.schema;
    }

    public ModelSpec spec() {
        return this.spec;
    }

    /** Which loss the network is built for. */
    public Objective objective() {
        return this.options.objective();
    }

    /** The addends of the loss that the network is built for, one an output. */
    List<LossTerm> terms() {
        return LossTerm.of(this.spec.tasks(), this.options);
    }

    /** What training does for the gates of this network. */
    GateOptions gates() {
        return this.options.gates();
    }

    /** A network as it is stored, with the same weights. */
    MultiTaskGraph storableCopy() {
        MultiTaskGraph copy = storable(this.schema, this.spec, this.options);
        try {
            copy.assign(WeightExtractor.extract(this));
            return copy;
        } catch (RuntimeException | Error ex) {
            copy.close();
            throw ex;
        }
    }

    GraphBuilding.Use use() {
        return this.use;
    }

    boolean isStorable() {
        return this.use == GraphBuilding.Use.STORING;
    }

    ComputationGraph graph() {
        return this.graph;
    }

    /** The parameter array of a weight, a view: what is written to it changes the network. */
    INDArray parameter(String weight) {
        if (weight.startsWith(WeightShapes.EMBEDDING)) {
            return this.graph.getLayer(weight).getParam("W");
        }
        int dot = weight.lastIndexOf('.');
        return this.graph.getLayer(weight.substring(0, dot)).getParam(weight.endsWith(".bias") ? "b" : "W");
    }

    /**
     * Replaces every weight.
     * @throws IllegalArgumentException if a weight is absent or of another shape
     */
    public void assign(Weights weights) {
        for (Map.Entry<String, List<Integer>> wanted : WeightShapes.of(this.schema, this.spec).entrySet()) {
            Tensor tensor = weights.tensor(wanted.getKey());
            if (!tensor.shape().equals(wanted.getValue())) {
                throw new IllegalArgumentException("weight '" + wanted.getKey() + "' has shape " + tensor.shape()
                        + "; it must be " + wanted.getValue());
            }
            INDArray parameter = parameter(wanted.getKey());
            try (INDArray values = Nd4j.createFromArray(tensor.values())) {
                parameter.assign(values.reshape('c', parameter.shape()));
            }
        }
    }

    /**
     * Frees the memory outside the heap: parameters, gradients, the optimiser's state, this thread's workspaces. The
     * graph's own way of closing frees the same and then asks for two full garbage collections, each of which stops
     * every request of a service that loads a version while it serves.
     */
    @Override
    public void close() {
        free(this.graph.params());
        free(this.graph.getGradientsViewArray());
        ComputationGraphUpdater updater = this.graph.getUpdater(false);
        free((updater != null) ? updater.getStateViewArray() : null);
        MemoryWorkspaceManager workspaces = Nd4j.getWorkspaceManager();
        List.copyOf(workspaces.getAllWorkspacesForCurrentThread()).forEach(workspaces::destroyWorkspace);
    }

    /** Frees what the array is a view of; closing the view would free nothing. */
    private static void free(@Nullable INDArray array) {
        if (array == null || array.isEmpty()) {
            return;
        }
        DataBuffer whole = array.data().originalDataBuffer();
        DataBuffer buffer = (whole != null) ? whole : array.data();
        if (buffer.closeable()) {
            buffer.close();
        }
    }

}
