package io.multigate.network;

import java.util.List;

/**
 * How a training run went.
 *
 * @param losses one an epoch that ran, the first first
 * @param bestEpoch the epoch whose weights were kept, counted from 1
 */
public record TrainingResult(List<EpochLoss> losses, int bestEpoch) {

    public TrainingResult {
        losses = List.copyOf(losses);
    }

    /** Passes over the training rows. */
    public int epochs() {
        return this.losses.size();
    }

    /**
     * The losses of an epoch.
     * @param train mean loss of its steps, the penalty on the weights included
     * @param validation mean loss over the validation rows after it; NaN without such rows
     */
    public record EpochLoss(double train, double validation) {}

}
