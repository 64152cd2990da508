package io.multigate.network;

import java.util.Arrays;
import java.util.Collection;

import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The average of the embeddings of each row's ids, [rows, width], of ids [rows, positions] and a mask of that shape;
 * without a mask every position counts. The built-in layers scatter gradients row by row and spread those of lists over
 * all positions first, which took two thirds of a training step of the shop's models. Only a network in training has
 * it.
 */
final class AveragedEmbedding extends EmbeddingLayer {

    private static final long serialVersionUID = 1L;

    AveragedEmbedding(int rows, int width, IWeightInit start) {
        setNIn(rows);
        setNOut(width);
        setHasBias(false);
        setActivationFn(Activation.IDENTITY.getActivationFunction());
        setWeightInitFn(start);
    }

    @Override
    public Layer instantiate(NeuralNetConfiguration configuration, Collection<TrainingListener> listeners, int index,
            INDArray parameters, boolean initialise, DataType type) {
        return TrainingPass.prepared(new Pass(configuration, type), configuration, listeners, index, parameters,
                initialise);
    }

    private static final class Pass extends org.deeplearning4j.nn.layers.feedforward.embedding.EmbeddingLayer {

        private static final long serialVersionUID = 1L;

        /** Those of all rows of the last forward pass, one row's after another's. */
        private int[] ids = {};

        /** How many of them each row has. */
        private int[] lengths = {};

        /** [table rows x width] in the order of the gradient, used again by every step. */
        private float[] sums = {};

        Pass(NeuralNetConfiguration configuration, DataType type) {
            super(configuration, type);
        }

        @Override
        public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
            read();
            int width = Math.toIntExact(layerConf().getNOut());
            INDArray averages = workspaces.createUninitialized(ArrayType.ACTIVATIONS, this.dataType,
                    this.lengths.length, width);
            try (MemoryWorkspace _ = Nd4j.getMemoryManager().scopeOutOfWorkspaces();
                    INDArray rows = Nd4j.pullRows(getParam(DefaultParamInitializer.WEIGHT_KEY), 1, this.ids)) {
                float[] embeddings = RowMajor.of(rows);
                float[] average = new float[this.lengths.length * width];
                int at = 0;
                for (int row = 0; row < this.lengths.length; row++) {
                    int start = row * width;
                    for (int id = 0; id < this.lengths[row]; id++, at += width) {
                        for (int i = 0; i < width; i++) {
                            average[start + i] += embeddings[at + i];
                        }
                    }
                    for (int i = start; i < start + width; i++) {
                        average[i] /= Math.max(1, this.lengths[row]);
                    }
                }
                assign(averages, average);
            }
            return averages;
        }

        private void read() {
            INDArray mask = this.maskArray;
            float[] read = RowMajor.of(this.input);
            float @Nullable [] counts = (mask == null) ? null : RowMajor.of(mask);
            int positions = Math.toIntExact(this.input.size(1));
            this.ids = new int[read.length];
            this.lengths = new int[read.length / positions];
            int count = 0;
            for (int i = 0; i < read.length; i++) {
                if (counts == null || counts[i] != 0) {
                    this.ids[count++] = (int) read[i];
                    this.lengths[i / positions]++;
                }
            }
            this.ids = Arrays.copyOf(this.ids, count);
        }

        /** The ids get no gradient: the library takes null, which its signature does not say. */
        @Override
        @SuppressWarnings("NullAway")
        public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
            INDArray view = this.gradientViews.get(DefaultParamInitializer.WEIGHT_KEY);
            int width = Math.toIntExact(layerConf().getNOut());
            if (this.sums.length == 0) {
                this.sums = new float[Math.toIntExact(view.length())];
            } else {
                Arrays.fill(this.sums, 0);
            }
            scatter(RowMajor.of(epsilon), width, Math.toIntExact(view.stride(0)), Math.toIntExact(view.stride(1)));
            // The view is one piece of the flat gradient, so that it can be written at once.
            new FloatPointer(view.data().addressPointer()).put(this.sums);
            Gradient gradient = new DefaultGradient();
            gradient.gradientForVariable().put(DefaultParamInitializer.WEIGHT_KEY, view);
            return new Pair<>(gradient, null);
        }

        private void scatter(float[] epsilon, int width, int rowStride, int columnStride) {
            int at = 0;
            for (int row = 0; row < this.lengths.length; row++) {
                float share = 1f / Math.max(1, this.lengths[row]);
                for (int id = 0; id < this.lengths[row]; id++) {
                    int start = this.ids[at++] * rowStride;
                    for (int i = 0; i < width; i++) {
                        this.sums[start + i * columnStride] += share * epsilon[row * width + i];
                    }
                }
            }
        }

        private static void assign(INDArray array, float[] rowMajor) {
            try (INDArray values = Nd4j.create(rowMajor, array.shape(), 'c')) {
                array.assign(values);
            }
        }

        /** What is masked are positions of lists, of which the average has none. */
        @Override
        public @Nullable Pair<INDArray, MaskState> feedForwardMaskArray(@Nullable INDArray mask, MaskState state,
                int rows) {
            super.feedForwardMaskArray(mask, state, rows);
            return null;
        }

    }

}
