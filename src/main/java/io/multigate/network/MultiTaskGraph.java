package io.multigate.network;

import java.util.List;
import java.util.Map;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.CrashReportingUtil;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.multigate.feature.FeatureSchema;
import io.multigate.model.ModelSpec;
import io.multigate.model.Objective;
import io.multigate.model.Tensor;
import io.multigate.model.WeightShapes;
import io.multigate.model.Weights;

/**
 * A Deeplearning4j network of one spec. It must be used by one thread at a time, and closed: its weights lie outside the
 * heap.
 */
public final class MultiTaskGraph implements AutoCloseable {

    private final FeatureSchema schema;

    private final ModelSpec spec;

    private final TrainingOptions options;

    private final ComputationGraph graph;

    MultiTaskGraph(FeatureSchema schema, ModelSpec spec, TrainingOptions options) {
        NativeThreads.confine();
        // Nobody asked for a dump in the working directory; its report of the machine needs a library that is left out.
        CrashReportingUtil.crashDumpsEnabled(false);
        this.schema = schema;
        this.spec = spec;
        this.options = options;
        this.graph = new ComputationGraph(GraphBuilding.configuration(schema, spec, options));
        this.graph.init();
    }

    /**
     * A network with random weights, the same for the same seed.
     * @throws IllegalArgumentException if schema, spec and options do not fit each other
     */
    public static MultiTaskGraph initialise(FeatureSchema schema, ModelSpec spec, TrainingOptions options) {
        return new MultiTaskGraph(schema, spec, options);
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

    /** Whether conditional tasks learn as the objective says alone, so that only built-in layers judge them. */
    boolean isPlain() {
        return this.options.conditional().equals(ConditionalLoss.PLAIN);
    }

    /** A network of the same weights and objective that {@link #isPlain}. */
    MultiTaskGraph plainCopy() {
        MultiTaskGraph plain = new MultiTaskGraph(this.schema, this.spec, this.options.with(ConditionalLoss.PLAIN));
        plain.assign(WeightExtractor.extract(this));
        return plain;
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

    /** Frees the memory outside the heap. */
    @Override
    public void close() {
        this.graph.close();
    }

}
