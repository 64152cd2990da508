package io.multigate.network;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * The binary cross-entropy of a conditional task's probability, into which p(given) enters as a constant: as the other
 * factor of a product, or as a propensity. It reads both side by side, [rows, 2], p(given) first, and returns no
 * gradient for that. Only a network in training has it; a stored one never does.
 */
final class ConstantGivenLoss implements ILossFunction {

    private static final long serialVersionUID = 1L;

    private final LossTerm.Kind kind;

    private final double weight;

    private final double propensityFloor;

    ConstantGivenLoss(LossTerm term) {
        this.kind = term.kind();
        this.weight = term.weight();
        this.propensityFloor = term.conditional().propensityFloor();
    }

    /**
     * The rows of a batch.
     * @param factors [row], what p(task | given) is multiplied by
     * @param own [row], p(task | given)
     * @param labels [row], 0 or 1
     * @param weights [row], what the row counts
     */
    private record Rows(float[] factors, float[] own, float[] labels, float[] weights) {

        double probability(int row) {
            return Math.clamp((double) this.factors[row] * this.own[row], Heads.CLIPPING, 1 - Heads.CLIPPING);
        }

        double loss(int row) {
            double probability = probability(row);
            double label = this.labels[row];
            return -this.weights[row] * (label * Math.log(probability) + (1 - label) * Math.log1p(-probability));
        }

        double gradient(int row) {
            double probability = probability(row);
            return this.weights[row] * this.factors[row] * (probability - this.labels[row])
                    / (probability * (1 - probability));
        }

    }

    private Rows rows(INDArray labels, INDArray probabilities, @Nullable INDArray mask) {
        float[] given = column(probabilities, 0);
        float[] ones = new float[given.length];
        Arrays.fill(ones, 1);
        float[] counted = (mask == null) ? ones : column(mask, 0);
        boolean product = this.kind == LossTerm.Kind.JOINT;
        float[] weights = product ? counted : InversePropensity.weights(given, counted, this.propensityFloor);
        return new Rows(product ? given : ones, column(probabilities, 1), column(labels, 0), weights);
    }

    private static float[] column(INDArray array, int column) {
        float[] all = RowMajor.of(array);
        int width = (int) array.size(1);
        float[] values = new float[all.length / width];
        for (int row = 0; row < values.length; row++) {
            values[row] = all[row * width + column];
        }
        return values;
    }

    @Override
    public double computeScore(INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask,
            boolean average) {
        Rows rows = rows(labels, preOutput, mask);
        double sum = 0;
        for (int row = 0; row < rows.own.length; row++) {
            sum += this.weight * rows.loss(row);
        }
        return average ? sum / rows.own.length : sum;
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray preOutput, IActivation activation,
            @Nullable INDArray mask) {
        Rows rows = rows(labels, preOutput, mask);
        float[] losses = new float[rows.own.length];
        for (int row = 0; row < losses.length; row++) {
            losses[row] = (float) (this.weight * rows.loss(row));
        }
        return Nd4j.create(losses, new long[]{losses.length, 1}, 'c');
    }

    /** The gradient of both columns, [rows, 2]: none of p(given). */
    @Override
    public INDArray computeGradient(INDArray labels, INDArray preOutput, IActivation activation,
            @Nullable INDArray mask) {
        Rows rows = rows(labels, preOutput, mask);
        float[] gradient = new float[2 * rows.own.length];
        for (int row = 0; row < rows.own.length; row++) {
            gradient[2 * row + 1] = (float) (this.weight * rows.gradient(row));
        }
        return Nd4j.create(gradient, new long[]{rows.own.length, 2}, 'c');
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(INDArray labels, INDArray preOutput, IActivation activation,
            @Nullable INDArray mask, boolean average) {
        return Pair.of(computeScore(labels, preOutput, activation, mask, average),
                computeGradient(labels, preOutput, activation, mask));
    }

    @Override
    public String name() {
        return "ConstantGivenLoss(" + this.kind + ")";
    }

}
