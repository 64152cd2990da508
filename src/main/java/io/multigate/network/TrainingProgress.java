package io.multigate.network;

/** Watches a training run; called from the thread that trains. */
public interface TrainingProgress {

    /**
     * A step was made.
     * @param rowsDone rows of this epoch that have been learnt from
     * @param rowsTotal rows of an epoch
     * @param loss mean loss of the step's rows, the penalty on the weights included
     */
    void batch(long rowsDone, long rowsTotal, double loss);

    /**
     * An epoch has ended.
     * @param epoch counted from 1
     * @param trainLoss mean loss of its steps
     * @param validationLoss mean loss over the validation rows after it, without the penalty; NaN without such rows
     */
    void epoch(int epoch, double trainLoss, double validationLoss);

}
