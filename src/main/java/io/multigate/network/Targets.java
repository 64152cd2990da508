package io.multigate.network;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.multigate.inference.Predictions;
import io.multigate.model.Objective;
import io.multigate.model.Task;

/**
 * What each head has to learn from each row. Over the entire space a conditional head's target is "its label and all that
 * it is given" for every row; over the click space it is its own label, in the rows alone in which all that it is given
 * is 1. Either way the sum over the tasks is the negative log likelihood of the labels, were all weights 1 and, over
 * the entire space, each product a label of its own.
 */
final class Targets {

    /** The least probability that enters a logarithm. */
    private static final double FLOOR = 1e-7;

    private final List<Task> tasks;

    private final TrainingOptions options;

    /** [task][row] */
    private final float[][] values;

    /** [task][row], 1 where the row counts; null where every row does. */
    private final float[] @Nullable [] masks;

    Targets(List<Task> tasks, TrainingOptions options, float[][] labels) {
        this.tasks = tasks;
        this.options = options;
        this.values = new float[tasks.size()][];
        this.masks = new float[tasks.size()][];
        float[][] joint = new float[tasks.size()][];
        for (int task = 0; task < joint.length; task++) {
            int given = given(task);
            joint[task] = (given < 0) ? labels[task] : product(labels[task], joint[given]);
            boolean masked = given >= 0 && options.objective() == Objective.CLICK_SPACE;
            this.values[task] = masked ? labels[task] : joint[task];
            this.masks[task] = masked ? joint[given] : null;
        }
    }

    private int given(int task) {
        String given = this.tasks.get(task).givenTask();
        return (given == null) ? -1 : this.tasks.stream().map(Task::name).toList().indexOf(given);
    }

    private static float[] product(float[] left, float[] right) {
        float[] product = new float[left.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = left[i] * right[i];
        }
        return product;
    }

    /** [row], 0 or 1. */
    float[] values(int task) {
        return this.values[task];
    }

    /** [row], 1 where the row counts; null where every row does. */
    float @Nullable [] mask(int task) {
        return this.masks[task];
    }

    /** The mean loss of predictions for all rows, as it is defined for training but without the penalty on the weights. */
    double loss(Predictions predictions) {
        float[][] learnt = new float[this.tasks.size()][];
        double loss = 0;
        for (int task = 0; task < learnt.length; task++) {
            int given = given(task);
            float[] own = predictions.probabilities()[task];
            boolean product = given >= 0 && this.options.objective() == Objective.ENTIRE_SPACE;
            learnt[task] = product ? product(own, learnt[given]) : own;
            loss += this.options.lossWeight(this.tasks.get(task).name()) * crossEntropy(task, learnt[task]);
        }
        return loss / predictions.size();
    }

    private double crossEntropy(int task, float[] probabilities) {
        float[] mask = this.masks[task];
        double sum = 0;
        for (int row = 0; row < probabilities.length; row++) {
            if (mask == null || mask[row] != 0) {
                double probability = (this.values[task][row] != 0) ? probabilities[row] : 1.0 - probabilities[row];
                sum -= Math.log(Math.max(FLOOR, probability));
            }
        }
        return sum;
    }

}
