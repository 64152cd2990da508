package io.multigate.evaluation;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

import io.multigate.model.Task;

/**
 * A task together with everything that it is given: the product of their probabilities and of their labels.
 *
 * @param probabilities [row]
 * @param labels [row], 1 where all labels are 1
 * @param truth [row], the product of the true probabilities, where each has one
 */
record Joint(float[] probabilities, float[] labels, Optional<float[]> truth) {

    /** What is always so. */
    static Joint certain(int rows) {
        float[] ones = new float[rows];
        Arrays.fill(ones, 1f);
        return new Joint(ones, ones, Optional.of(ones));
    }

    /** This and one more task that is given this. */
    Joint and(Task task, float[] taskProbabilities, float[] taskLabels, Optional<float[]> taskTruth) {
        if (taskProbabilities.length != taskLabels.length || taskLabels.length != this.labels.length) {
            throw new IllegalArgumentException("task '" + task.name() + "' has " + taskProbabilities.length
                    + " predictions and " + taskLabels.length + " labels for " + this.labels.length + " rows");
        }
        return new Joint(product(this.probabilities, taskProbabilities), product(this.labels, taskLabels),
                this.truth.flatMap((own) -> taskTruth.map((other) -> product(own, other))));
    }

    /** The rows on which the task that is given this can be judged. */
    int[] positiveRows() {
        return IntStream.range(0, this.labels.length).filter((row) -> this.labels[row] > 0).toArray();
    }

    private static float[] product(float[] a, float[] b) {
        float[] product = new float[a.length];
        for (int row = 0; row < product.length; row++) {
            product[row] = a[row] * b[row];
        }
        return product;
    }

}
