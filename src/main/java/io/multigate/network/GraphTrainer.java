package io.multigate.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.multigate.feature.EncodedBatch;

/** Fits a network to labelled rows. */
public final class GraphTrainer {

    private final MultiTaskGraph graph;

    private final TrainingOptions options;

    private final List<LossTerm> terms;

    private final GraphInputs inputs;

    /**
     * A trainer of one network.
     * @param options those that the network was initialised with
     */
    public GraphTrainer(MultiTaskGraph graph, TrainingOptions options) {
        this.terms = LossTerm.of(graph.spec().tasks(), options);
        if (!this.terms.equals(graph.terms())) {
            throw new IllegalArgumentException(
                    "the network is built for the loss " + graph.terms() + " and cannot be trained for " + this.terms);
        }
        if (!options.gates().equals(graph.gates())) {
            throw new IllegalArgumentException(
                    "the network is built for " + graph.gates() + " and cannot be trained for " + options.gates());
        }
        this.graph = graph;
        this.options = options;
        this.inputs = new GraphInputs(graph.schema(), graph.use());
    }

    /**
     * Trains until the epochs are over or the validation loss has stopped falling, and leaves the weights of the best
     * epoch, or of the last one without validation rows. Rows of embedding tables that no training row refers to are
     * then set to the mean of those that one does.
     * @param train the rows to learn from, at least one
     * @param validation the rows that judge each epoch; may be none
     * @throws DivergedTrainingException if the loss is no longer finite
     */
    public TrainingResult train(LabelledRows train, LabelledRows validation, TrainingProgress progress) {
        if (train.size() == 0) {
            throw new IllegalArgumentException("there is no row to learn from");
        }
        Targets targets = targets(train);
        Targets validationTargets = targets(validation);
        GraphScorer scorer = new GraphScorer(this.graph);
        int[] order = new int[train.size()];
        Arrays.setAll(order, (i) -> i);
        SplittableRandom random = new SplittableRandom(this.options.seed());
        List<TrainingResult.EpochLoss> losses = new ArrayList<>();
        try (BestWeights best = new BestWeights(this.graph.graph().params())) {
            while (losses.size() < this.options.epochs() && !best.stale(losses.size(), this.options.patience())) {
                shuffle(order, random);
                this.graph.graph().setLearningRate(this.options.learningRate(losses.size() + 1));
                double trainLoss = epoch(train.rows(), targets, order, losses.size() + 1, progress);
                double validationLoss = (validation.size() == 0)
                        ? Double.NaN
                        : validationTargets.loss(scorer.score(validation.rows()));
                if (validation.size() > 0) {
                    requireFinite(validationLoss, "loss of the rows held out", "after epoch " + (losses.size() + 1));
                }
                losses.add(new TrainingResult.EpochLoss(trainLoss, validationLoss));
                best.offer(losses.size(), validationLoss);
                progress.epoch(losses.size(), trainLoss, validationLoss);
            }
            best.restore();
            // The last step was taken after the last loss.
            requireFinite(this.graph.graph().params().sumNumber().doubleValue(), "sum of the weights",
                    "after epoch " + best.epoch());
            UnseenRows.fill(this.graph, train.rows());
            return new TrainingResult(losses, best.epoch());
        }
    }

    private Targets targets(LabelledRows rows) {
        return new Targets(this.graph.spec().tasks(), this.terms, rows.labels());
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }

    private double epoch(EncodedBatch batch, Targets targets, int[] order, int epoch, TrainingProgress progress) {
        double sum = 0;
        for (int from = 0; from < order.length; from += this.options.batchSize()) {
            int[] rows = Arrays.copyOfRange(order, from, Math.min(order.length, from + this.options.batchSize()));
            double loss = step(batch, targets, rows);
            requireFinite(loss, "loss", "in epoch " + epoch + " after " + from + " rows");
            sum += loss * rows.length;
            progress.batch((long) from + rows.length, order.length, loss);
        }
        return sum / order.length;
    }

    private void requireFinite(double loss, String what, String when) {
        if (!Double.isFinite(loss)) {
            throw new DivergedTrainingException("the " + what + " became " + loss + " " + when
                    + "; a learning rate below " + this.options.learningRate() + " may help");
        }
    }

    private double step(EncodedBatch batch, Targets targets, int[] rows) {
        ComputationGraph network = this.graph.graph();
        INDArray[] labels = new INDArray[this.terms.size()];
        @Nullable
        INDArray[] masks = new @Nullable INDArray[labels.length];
        for (int term = 0; term < labels.length; term++) {
            labels[term] = gather(targets.values(this.terms.get(term)), rows);
            float[] mask = targets.mask(this.terms.get(term));
            masks[term] = (mask == null) ? null : gather(mask, rows);
        }
        try (GraphInputs.InputArrays arrays = this.inputs.gather(batch, rows)) {
            network.fit(arrays.features(), labels, arrays.masks(), masks);
            return network.score();
        } finally {
            close(labels);
            close(masks);
        }
    }

    private static INDArray gather(float[] values, int[] rows) {
        float[] gathered = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            gathered[i] = values[rows[i]];
        }
        return Nd4j.create(gathered, new long[]{rows.length, 1}, 'c');
    }

    private static void close(@Nullable INDArray[] arrays) {
        for (INDArray array : arrays) {
            if (array != null && !array.wasClosed()) {
                array.close();
            }
        }
    }

}
