package io.multigate.network;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.multigate.inference.Predictions;
import io.multigate.model.Task;

/**
 * What each {@link LossTerm} demands of each row: of a joint probability "its label and all that it is given" for every
 * row; of a conditional one its own label, in the rows alone in which all that it is given is 1; of a regression its
 * label. With the terms of either objective and all weights 1 the sum of those of probabilities is the negative log
 * likelihood of the labels, were each product a label of its own.
 */
final class Targets {

    private final List<Task> tasks;

    private final List<LossTerm> terms;

    /** [task][row], 0 or 1, or any number of a regression. */
    private final float[][] labels;

    /** [task][row], 1 where the task's label and all that it is given is 1. */
    private final float[][] joint;

    Targets(List<Task> tasks, List<LossTerm> terms, float[][] labels) {
        this.tasks = tasks;
        this.terms = terms;
        this.labels = labels;
        this.joint = joint(labels);
    }

    /** Multiplies the values of each task by those of all that it is given, [task][row]. */
    private float[][] joint(float[][] values) {
        float[][] products = new float[values.length][];
        for (int task = 0; task < products.length; task++) {
            int given = given(this.tasks.get(task));
            products[task] = (given < 0) ? values[task] : product(values[task], products[given]);
        }
        return products;
    }

    private int given(Task task) {
        return task.given().map(this::index).orElse(-1);
    }

    private int index(String task) {
        return this.tasks.stream().map(Task::name).toList().indexOf(task);
    }

    private static float[] product(float[] left, float[] right) {
        float[] product = new float[left.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = left[i] * right[i];
        }
        return product;
    }

    /** [row], 0 or 1, or any number of a regression. */
    float[] values(LossTerm term) {
        return switch (term.kind()) {
            case JOINT -> this.joint[index(term.task().name())];
            case MARGINAL, CONDITIONAL, SQUARED -> this.labels[index(term.task().name())];
        };
    }

    /** [row], 1 where the row counts; null where every row does. */
    float @Nullable [] mask(LossTerm term) {
        return switch (term.kind()) {
            case MARGINAL, JOINT, SQUARED -> null;
            case CONDITIONAL -> this.joint[given(term.task())];
        };
    }

    /**
     * The mean loss of predictions for all rows, as it is defined for training but without the penalty on the weights.
     */
    double loss(Predictions predictions) {
        float[][] joint = joint(predictions.values());
        double loss = 0;
        for (LossTerm term : this.terms) {
            int task = index(term.task().name());
            loss += term.weight() * switch (term.kind()) {
                case MARGINAL, JOINT -> crossEntropy(term, joint[task], ones(predictions.size()));
                case SQUARED -> squaredError(term, predictions.values()[task]);
                case CONDITIONAL -> {
                    int given = given(term.task());
                    yield crossEntropy(term, predictions.values()[task], InversePropensity.weights(joint[given],
                            this.joint[given], term.conditional().propensityFloor()));
                }
            };
        }
        return loss / predictions.size();
    }

    private static float[] ones(int rows) {
        float[] ones = new float[rows];
        Arrays.fill(ones, 1);
        return ones;
    }

    private double squaredError(LossTerm term, float[] predictions) {
        float[] values = values(term);
        double sum = 0;
        for (int row = 0; row < predictions.length; row++) {
            double error = (double) predictions[row] - values[row];
            sum += error * error;
        }
        return sum;
    }

    private double crossEntropy(LossTerm term, float[] probabilities, float[] weights) {
        float[] values = values(term);
        double sum = 0;
        for (int row = 0; row < probabilities.length; row++) {
            double probability = (values[row] != 0) ? probabilities[row] : 1.0 - probabilities[row];
            sum -= weights[row] * Math.log(Math.clamp(probability, Heads.CLIPPING, 1 - Heads.CLIPPING));
        }
        return sum;
    }

}
