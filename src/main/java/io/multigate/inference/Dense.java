package io.multigate.inference;

import java.util.ArrayList;
import java.util.List;

import io.multigate.model.Tensor;
import io.multigate.model.Weights;

/**
 * A dense layer: x W + b, with ReLU on its first {@code rectified} units. Immutable: nothing writes to the arrays once
 * the plan is compiled.
 *
 * @param inputs rows of W
 * @param units columns of W
 * @param weights W, row-major
 * @param offset where W starts in {@code weights}
 * @param bias [units]
 * @param rectified how many of the units, counted from the first, are rectified
 */
record Dense(int inputs, int units, float[] weights, int offset, float[] bias, int rectified) {

    /** Half of what a float holds, for the sums are rounded on their way. */
    static final double LARGEST = Float.MAX_VALUE / 2;

    /** The layer whose weights bear this name, all of its units with ReLU. */
    static Dense rectified(Weights weights, String name) {
        Dense linear = linear(weights, name);
        return new Dense(linear.inputs, linear.units, linear.weights, 0, linear.bias, linear.units);
    }

    /** The layer whose weights bear this name, without ReLU. */
    static Dense linear(Weights weights, String name) {
        Tensor matrix = weights.tensor(name + ".weight");
        return new Dense(matrix.shape().get(0), matrix.shape().get(1), matrix.values(), 0,
                weights.tensor(name + ".bias").values(), 0);
    }

    /**
     * One matrix of layers that read the same input; the units stand in the order of the layers.
     * @param layers the rectified ones first
     */
    static Dense beside(List<Dense> layers) {
        int inputs = layers.getFirst().inputs;
        int units = layers.stream().mapToInt(Dense::units).sum();
        float[] weights = new float[inputs * units];
        float[] bias = new float[units];
        int column = 0;
        int rectified = 0;
        for (Dense layer : layers) {
            for (int i = 0; i < inputs; i++) {
                System.arraycopy(layer.weights, layer.offset + i * layer.units, weights, i * units + column,
                        layer.units);
            }
            System.arraycopy(layer.bias, 0, bias, column, layer.units);
            column += layer.units;
            rectified += layer.rectified;
        }
        return new Dense(inputs, units, weights, 0, bias, rectified);
    }

    /**
     * One matrix of layers that each read an input of their own: inputs and units stand in the order of the layers, and
     * what is no layer's block is 0.
     * @param layers either all rectified or none
     */
    static Dense diagonal(List<Dense> layers) {
        int inputs = layers.stream().mapToInt(Dense::inputs).sum();
        List<Dense> padded = new ArrayList<>();
        int row = 0;
        for (Dense layer : layers) {
            float[] weights = new float[inputs * layer.units];
            System.arraycopy(layer.weights, layer.offset, weights, row * layer.units, layer.inputs * layer.units);
            padded.add(new Dense(inputs, layer.units, weights, 0, layer.bias, layer.rectified));
            row += layer.inputs;
        }
        return beside(padded);
    }

    /** The same layer for an input whose columns stand in another order: column i of it was column order[i]. */
    Dense reordered(int[] order) {
        float[] rows = new float[this.inputs * this.units];
        for (int i = 0; i < this.inputs; i++) {
            System.arraycopy(this.weights, this.offset + order[i] * this.units, rows, i * this.units, this.units);
        }
        return new Dense(this.inputs, this.units, rows, 0, this.bias, this.rectified);
    }

    /** What the inputs before {@code end} add to the units, and the bias: no ReLU, since the sum is not complete. */
    Dense head(int end) {
        return new Dense(end, this.units, this.weights, this.offset, this.bias, 0);
    }

    /** What the inputs from {@code start} to before {@code end} add to the units: neither bias nor ReLU. */
    Dense part(int start, int end) {
        return new Dense(end - start, this.units, this.weights, this.offset + start * this.units,
                new float[this.units], 0);
    }

    /** How far its units can reach. */
    Reach reach() {
        double[] sums = new double[this.units];
        for (int i = 0; i < this.inputs; i++) {
            for (int unit = 0; unit < this.units; unit++) {
                sums[unit] += Math.abs(this.weights[this.offset + i * this.units + unit]);
            }
        }
        return new Reach(this.inputs, this.bias, sums);
    }

}
