package io.multigate.network;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.factory.Nd4j;

/** The two passes of an {@link ExpertSum}: input 0 is the gate, input 1 + i expert i. */
final class ExpertSumPass extends BaseGraphVertex {

    ExpertSumPass(ComputationGraph graph, String name, int index, DataType type) {
        super(graph, name, index, null, null, type);
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        long[] shape = this.inputs[1].shape();
        INDArray sum = workspaces.createUninitialized(ArrayType.ACTIVATIONS, this.dataType, shape);
        INDArray share = workspaces.createUninitialized(ArrayType.FF_WORKING_MEM, this.dataType, shape);
        for (int expert = 0; expert < this.inputs.length - 1; expert++) {
            weight(this.inputs[1 + expert], expert, (expert == 0) ? sum : share);
            if (expert > 0) {
                sum.addi(share);
            }
        }
        return sum;
    }

    /** Writes rows times the expert's gate weight of each row. */
    private void weight(INDArray rows, int expert, INDArray weighted) {
        Nd4j.getExecutioner().exec(new BroadcastMulOp(rows, this.inputs[0].getColumn(expert), weighted, 0));
    }

    /** dL/df_i = g_i dL/dsum, and dL/dg_i is the dot product of f_i and dL/dsum, row by row. */
    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
        INDArray[] gradients = new INDArray[this.inputs.length];
        gradients[0] = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, this.dataType,
                this.inputs[0].shape());
        INDArray products = workspaces.createUninitialized(ArrayType.BP_WORKING_MEM, this.dataType,
                this.epsilon.shape());
        for (int expert = 0; expert < this.inputs.length - 1; expert++) {
            INDArray rows = this.inputs[1 + expert];
            gradients[1 + expert] = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, this.dataType,
                    rows.shape());
            weight(this.epsilon, expert, gradients[1 + expert]);
            this.epsilon.muli(rows, products).sum(gradients[0].getColumn(expert), 1);
        }
        return new Pair<>(null, gradients);
    }

    /** The base class declares this without the ellipsis of its interface. */
    @Override
    @SuppressWarnings("overrides")
    public void setInputs(INDArray... arrays) {
        super.setInputs(arrays);
    }

    @Override
    public boolean hasLayer() {
        return false;
    }

    @Override
    public @Nullable Layer getLayer() {
        return null;
    }

    @Override
    public void setBackpropGradientsViewArray(INDArray gradients) {
        throw new UnsupportedOperationException("a sum of experts has no weights");
    }

    /** The inputs are no sequences: nothing masks them. */
    @Override
    public @Nullable Pair<INDArray, MaskState> feedForwardMaskArrays(INDArray @Nullable [] masks, MaskState state,
            int rows) {
        return null;
    }

    @Override
    public String toString() {
        return "ExpertSum " + this.vertexName;
    }

}
