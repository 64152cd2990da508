package io.multigate.network;

import java.util.Map;

import io.multigate.model.Objective;

/**
 * How a network is trained.
 *
 * @param objective over which rows a conditional task learns
 * @param lossWeights factor of each task's loss by the task's name, 1 where absent; over the entire space a conditional
 * task's is that of the loss of p(task and all that it is given)
 * @param optimizer how a gradient becomes a step
 * @param learningRate size of a step of the first epoch, above 0
 * @param learningRateDecay factor of the learning rate from one epoch to the next, above 0 and at most 1. Small last
 *            steps settle the rare labels' biases, on which calibration depends
 * @param l2 the loss grows by half of this times the sum of the squared weights, biases excepted; at least 0
 * @param batchSize rows a step, at least 1
 * @param epochs passes over the rows at most, at least 1
 * @param patience epochs without a better validation loss after which training stops; 0 never stops early
 * @param seed of initialisation and shuffling
 * @param conditional how a conditional task learns where that differs from what the objective says alone
 * @param gates what is done for the gates of a mixture of experts
 */
public record TrainingOptions(Objective objective, Map<String, Double> lossWeights, Optimizer optimizer,
        double learningRate, double learningRateDecay, double l2, int batchSize, int epochs, int patience, long seed,
        ConditionalLoss conditional, GateOptions gates) {

    public TrainingOptions {
        lossWeights = Map.copyOf(lossWeights);
        lossWeights.forEach((task, weight) -> require(weight >= 0 && Double.isFinite(weight),
                "loss weight of task '" + task + "'", weight, "finite and at least 0"));
        require(learningRate > 0 && Double.isFinite(learningRate), "learning rate", learningRate,
                "finite and above 0");
        require(learningRateDecay > 0 && learningRateDecay <= 1, "learning rate decay", learningRateDecay,
                "above 0 and at most 1");
        require(l2 >= 0 && Double.isFinite(l2), "l2", l2, "finite and at least 0");
        require(batchSize >= 1, "batch size", batchSize, "at least 1");
        require(epochs >= 1, "epochs", epochs, "at least 1");
        require(patience >= 0, "patience", patience, "at least 0");
        conditional.requireEffect(objective);
    }

    /** Options under which conditional tasks learn as the objective says, and gates as any other layer. */
    public TrainingOptions(Objective objective, Map<String, Double> lossWeights, Optimizer optimizer,
            double learningRate, double learningRateDecay, double l2, int batchSize, int epochs, int patience,
            long seed) {
        this(objective, lossWeights, optimizer, learningRate, learningRateDecay, l2, batchSize, epochs, patience, seed,
                ConditionalLoss.PLAIN, GateOptions.PLAIN);
    }

    /** These options but for how conditional tasks learn. */
    TrainingOptions with(ConditionalLoss other) {
        return new TrainingOptions(this.objective, this.lossWeights, this.optimizer, this.learningRate,
                this.learningRateDecay, this.l2, this.batchSize, this.epochs, this.patience, this.seed, other,
                this.gates);
    }

    /** These options but for what is done for gates. */
    TrainingOptions with(GateOptions other) {
        return new TrainingOptions(this.objective, this.lossWeights, this.optimizer, this.learningRate,
                this.learningRateDecay, this.l2, this.batchSize, this.epochs, this.patience, this.seed,
                this.conditional, other);
    }

    /** These options with another seed. */
    public TrainingOptions withSeed(long other) {
        return new TrainingOptions(this.objective, this.lossWeights, this.optimizer, this.learningRate,
                this.learningRateDecay, this.l2, this.batchSize, this.epochs, this.patience, other, this.conditional,
                this.gates);
    }

    private static void require(boolean fulfilled, String what, Number value, String allowed) {
        if (!fulfilled) {
            throw new IllegalArgumentException(what + " is " + value + "; it must be " + allowed);
        }
    }

    /** Size of a step of an epoch, the first being 1. */
    double learningRate(int epoch) {
        return this.learningRate * Math.pow(this.learningRateDecay, epoch - 1);
    }

    /** The factor of a task's loss. */
    double lossWeight(String task) {
        return this.lossWeights.getOrDefault(task, 1.0);
    }

}
