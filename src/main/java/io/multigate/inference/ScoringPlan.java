package io.multigate.inference;

import java.util.List;

import io.multigate.feature.EncodedBatch;
import io.multigate.model.Task;

/**
 * A model compiled for scoring: embeddings, first layers, trunk, towers, one sigmoid a task. Immutable, so any number
 * of calls may run side by side; what changes lies in the {@link Scratch} of each call. A candidate's result does not
 * depend on the candidates beside it, to the last bit.
 */
public final class ScoringPlan implements Scorer {

    private final List<Task> tasks;

    private final int experts;

    private final FirstLayer first;

    private final Trunk trunk;

    /** One a task, from the trunk to the logit; empty where the trunk holds the logit already. */
    private final List<Mlp> towers;

    private final Scratch.Widths widths;

    private final int blockSize;

    ScoringPlan(List<Task> tasks, int experts, FirstLayer first, Trunk trunk, List<Mlp> towers, Scratch.Widths widths,
            int blockSize) {
        this.tasks = List.copyOf(tasks);
        this.experts = experts;
        this.first = first;
        this.trunk = trunk;
        this.towers = List.copyOf(towers);
        this.widths = widths;
        this.blockSize = blockSize;
    }

    @Override
    public Predictions score(EncodedBatch batch) {
        int size = batch.size();
        Predictions predictions = predictions(size);
        FirstLayer.Opened opened = this.first.open(batch);
        Scratch scratch = new Scratch(this.widths, Math.min(size, this.blockSize));
        for (int start = 0; start < size; start += this.blockSize) {
            scratch.block(start, Math.min(this.blockSize, size - start));
            this.first.run(opened, scratch);
            this.trunk.run(scratch);
            for (int task = 0; task < this.tasks.size(); task++) {
                Rows logits = tower(task, this.trunk.towerInput(task, scratch, predictions), scratch);
                squash(logits, scratch, predictions.probabilities()[task]);
            }
        }
        return predictions;
    }

    private Predictions predictions(int size) {
        float[][] probabilities = new float[this.tasks.size()][size];
        float[][] gates = new float[(this.experts > 0) ? this.tasks.size() : 0][size * this.experts];
        return new Predictions(this.tasks, probabilities, gates, this.experts);
    }

    private Rows tower(int task, Rows input, Scratch scratch) {
        Mlp tower = this.towers.get(task);
        if (tower.isEmpty()) {
            return input;
        }
        tower.run(input, scratch.logits(), scratch);
        return scratch.logits();
    }

    private static void squash(Rows logits, Scratch scratch, float[] probabilities) {
        for (int row = 0; row < scratch.rows(); row++) {
            probabilities[scratch.start() + row] = Activations.sigmoid(logits.values()[logits.at(row)]);
        }
    }

}
