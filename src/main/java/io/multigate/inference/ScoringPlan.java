package io.multigate.inference;

import java.util.List;
import java.util.Optional;

import io.multigate.feature.EncodedBatch;
import io.multigate.model.Task;
import org.jspecify.annotations.Nullable;

/**
 * A model compiled for scoring: embeddings, first layers, trunk, towers, one sigmoid or, for a regression, none a task.
 * Immutable, so any number of calls may run side by side; what changes lies in the {@link Scratch} of each call. A
 * candidate's result does not depend on the candidates beside it, to the last bit.
 */
public final class ScoringPlan implements Scorer {

    /** Multiplications that take some 200 microseconds with vectors: several times what waking a thread takes. */
    private static final long WORTH_HELP = 20_000_000;

    private final Kernel kernel;

    private final List<Task> tasks;

    /** [task], whether it is a regression. */
    private final boolean[] linear;

    private final int experts;

    private final FirstLayer first;

    private final Trunk trunk;

    /**
     * One a task, from the trunk to the logit; empty where the trunk holds the logit already. A regression's logit is
     * its value.
     */
    private final Mlp[] towers;

    private final int blockSize;

    /** Blocks that take so long that waking a thread for as many more pays. */
    private final int blocksWorthHelp;

    private final ScratchPool pool;

    private final @Nullable ItemShelf items;

    ScoringPlan(Kernel kernel, List<Task> tasks, int experts, FirstLayer first, Trunk trunk, List<Mlp> towers,
            Scratch.Widths widths, long costOfCandidate, int blockSize, @Nullable ItemShelf items) {
        this.kernel = kernel;
        this.tasks = List.copyOf(tasks);
        this.linear = new boolean[tasks.size()];
        for (int task = 0; task < this.linear.length; task++) {
            this.linear[task] = tasks.get(task).isRegression();
        }
        this.experts = experts;
        this.first = first;
        this.trunk = trunk;
        this.towers = towers.toArray(Mlp[]::new);
        this.blockSize = blockSize;
        this.blocksWorthHelp = (int) Math.max(2, WORTH_HELP / (costOfCandidate * blockSize));
        this.items = items;
        this.pool = new ScratchPool(2 * Runtime.getRuntime().availableProcessors(),
                () -> new Scratch(widths, blockSize));
    }

    /** Where items' parts are kept, if they are. */
    public Optional<ItemShelf> items() {
        return Optional.ofNullable(this.items);
    }

    @Override
    public Predictions score(EncodedBatch batch) {
        return score(batch, Crew.NONE);
    }

    @Override
    public Predictions score(EncodedBatch batch, Crew crew) {
        Predictions predictions = predictions(batch.size());
        Scratch scratch = this.pool.take();
        FirstLayer.Opened opened = this.first.open(batch, scratch);
        int blocks = (batch.size() + this.blockSize - 1) / this.blockSize;
        int helpers = Math.min(blocks / this.blocksWorthHelp, crew.idle());
        if (helpers > 0) {
            new SharedBlocks(blocks).run(crew, helpers, () -> new Helper(opened, this.pool.take(), predictions));
        } else {
            for (int block = 0; block < blocks; block++) {
                score(block, opened, scratch, predictions);
            }
        }
        this.pool.give(scratch);
        return predictions;
    }

    /** Runs blocks on scratch of its own, for another thread than the one that opened the batch. */
    private final class Helper implements SharedBlocks.Worker {

        private final FirstLayer.Opened opened;

        private final Scratch scratch;

        private final Predictions predictions;

        Helper(FirstLayer.Opened opened, Scratch scratch, Predictions predictions) {
            this.opened = opened;
            this.scratch = scratch;
            this.predictions = predictions;
        }

        @Override
        public void accept(int block) {
            score(block, this.opened, this.scratch, this.predictions);
        }

        @Override
        public void close() {
            ScoringPlan.this.pool.give(this.scratch);
        }

    }

    private Predictions predictions(int size) {
        float[][] values = new float[this.tasks.size()][size];
        float[][] gates = new float[(this.experts > 0) ? this.tasks.size() : 0][size * this.experts];
        return new Predictions(this.tasks, values, gates, this.experts);
    }

    /** One block of candidates, in the order in which the papers draw a model from below. */
    private void score(int block, FirstLayer.Opened opened, Scratch scratch, Predictions predictions) {
        int start = block * this.blockSize;
        scratch.block(start, Math.min(this.blockSize, predictions.size() - start));
        this.first.run(opened, scratch);
        this.trunk.run(scratch, predictions);
        for (int task = 0; task < this.towers.length; task++) {
            Rows logits = tower(task, scratch);
            if (this.linear[task]) {
                copy(logits, scratch, predictions.values()[task]);
            } else {
                squash(logits, scratch, predictions.values()[task]);
            }
        }
    }

    private Rows tower(int task, Scratch scratch) {
        Rows input = this.trunk.towerInput(task, scratch);
        if (this.towers[task].isEmpty()) {
            return input;
        }
        this.towers[task].run(input, scratch.logit(), scratch);
        return scratch.logit();
    }

    private static void copy(Rows logits, Scratch scratch, float[] values) {
        for (int row = 0; row < scratch.rows(); row++) {
            values[scratch.start() + row] = logits.values()[logits.at(row)];
        }
    }

    private void squash(Rows logits, Scratch scratch, float[] probabilities) {
        float[] powers = scratch.powers();
        for (int row = 0; row < scratch.rows(); row++) {
            powers[row] = logits.values()[logits.at(row)];
        }
        Activations.sigmoid(this.kernel, powers, probabilities, scratch.start(), scratch.rows());
    }

}
