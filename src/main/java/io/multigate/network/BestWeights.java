package io.multigate.network;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Remembers the weights of the epoch with the lowest validation loss; without any losses, those of the last epoch. */
final class BestWeights implements AutoCloseable {

    private final INDArray current;

    private final INDArray best;

    private double loss = Double.POSITIVE_INFINITY;

    private int epoch;

    /** Watches a network's flat parameters. */
    BestWeights(INDArray current) {
        this.current = current;
        this.best = current.dup();
    }

    /** Judges the weights after an epoch. */
    void offer(int offered, double validationLoss) {
        if (!(validationLoss >= this.loss)) {
            this.best.assign(this.current);
            this.loss = Double.isNaN(validationLoss) ? this.loss : validationLoss;
            this.epoch = offered;
        }
    }

    /** Whether at least {@code patience} epochs have brought nothing better; never when it is 0. */
    boolean stale(int epochs, int patience) {
        return patience > 0 && epochs - this.epoch >= patience;
    }

    /** The epoch whose weights are remembered. */
    int epoch() {
        return this.epoch;
    }

    /** Puts the remembered weights back. */
    void restore() {
        this.current.assign(this.best);
    }

    @Override
    public void close() {
        this.best.close();
    }

}
