package io.multigate.network;

import java.util.Collection;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A fully connected ReLU layer whose backward pass does not multiply input and weights again, as the built-in one does:
 * the slope of ReLU follows from what the forward pass put out. Only a network in training has it.
 */
final class RectifiedLayer extends DenseLayer {

    private static final long serialVersionUID = 1L;

    RectifiedLayer(int inputs, int units) {
        setNIn(inputs);
        setNOut(units);
        setHasBias(true);
        setActivationFn(Activation.RELU.getActivationFunction());
        setWeightInitFn(WeightInit.RELU.getWeightInitFunction());
    }

    @Override
    public Layer instantiate(NeuralNetConfiguration configuration, Collection<TrainingListener> listeners, int index,
            INDArray parameters, boolean initialise, DataType type) {
        return TrainingPass.prepared(new Pass(configuration, type), configuration, listeners, index, parameters,
                initialise);
    }

    private static final class Pass extends org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer {

        private static final long serialVersionUID = 1L;

        private transient @Nullable INDArray output;

        Pass(NeuralNetConfiguration configuration, DataType type) {
            super(configuration, type);
        }

        @Override
        public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
            INDArray activations = super.activate(training, workspaces);
            this.output = training ? activations : null;
            return activations;
        }

        /** The second array is read where a layer normalises alone. */
        @Override
        protected Pair<INDArray, INDArray> preOutputWithPreNorm(boolean training, boolean backward,
                LayerWorkspaceMgr workspaces) {
            INDArray known = this.output;
            return (backward && known != null)
                    ? new Pair<>(known, known)
                    : super.preOutputWithPreNorm(training, backward, workspaces);
        }

    }

}
