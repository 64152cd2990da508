package io.multigate.inference;

import java.util.List;

import io.multigate.model.Funnel;
import io.multigate.model.Task;

/**
 * What a {@link Scorer} says of n candidates. The arrays are owned by the call that scored; whoever receives them may
 * read them freely.
 *
 * @param tasks the heads
 * @param values [task][n], each finite: a probability in [0, 1], or the number that a regression expects
 * @param gates [task][n x experts], the softmax weights of each task's gate by candidate, each row summing to 1; no
 * rows for a model without gates
 * @param experts number of experts, 0 for a model without gates
 */
public record Predictions(List<Task> tasks, float[][] values, float[][] gates, int experts) {

    /** Number of candidates. */
    public int size() {
        return this.values[0].length;
    }

    public boolean hasGates() {
        return this.experts > 0;
    }

    /** P(click | impression) of a candidate. */
    public float pCtr(Funnel funnel, int candidate) {
        return this.values[funnel.ctr()][candidate];
    }

    /** P(conversion | click, impression) of a candidate. */
    public float pCvr(Funnel funnel, int candidate) {
        return this.values[funnel.cvr()][candidate];
    }

    /** P(click and conversion | impression) = pCTR x pCVR of a candidate. */
    public float pCtcvr(Funnel funnel, int candidate) {
        return pCtr(funnel, candidate) * pCvr(funnel, candidate);
    }

}
