package io.multigate.network;

import java.util.Objects;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One vertex for the sum over experts i of g(x)_i f_i(x); its inputs are the gate, [rows, experts], and the experts,
 * each [rows, units]. Built-in vertices need three an expert, whose backward pass took a fifth of a training step. Only
 * a network in training has it.
 */
final class ExpertSum extends GraphVertex {

    private static final long serialVersionUID = 1L;

    private final int experts;

    private final double balance;

    /**
     * A sum.
     * @param balance as in {@link GateOptions}
     */
    ExpertSum(int experts, double balance) {
        this.experts = experts;
        this.balance = balance;
    }

    @Override
    public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(ComputationGraph graph, String name, int index,
            INDArray parameters, boolean initialise, DataType type) {
        return new ExpertSumPass(graph, name, index, type, this.balance);
    }

    @Override
    public GraphVertex clone() {
        return new ExpertSum(this.experts, this.balance);
    }

    @Override
    public long numParams(boolean backpropOnly) {
        return 0;
    }

    @Override
    public int minVertexInputs() {
        return 1 + this.experts;
    }

    @Override
    public int maxVertexInputs() {
        return minVertexInputs();
    }

    @Override
    public InputType getOutputType(int layer, InputType... inputs) {
        return inputs[1];
    }

    @Override
    public MemoryReport getMemoryReport(InputType... inputs) {
        throw new UnsupportedOperationException("what a sum of experts takes is not known in advance");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ExpertSum sum && this.experts == sum.experts && this.balance == sum.balance;
    }

    @Override
    public int hashCode() {
        return Objects.hash(this.experts, this.balance);
    }

}
