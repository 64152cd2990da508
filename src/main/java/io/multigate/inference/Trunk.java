package io.multigate.inference;

import java.util.Arrays;
import java.util.List;

/** What stands between the first layer and the towers: where the three architectures differ. */
sealed interface Trunk {

    /** What it writes a row, besides the hidden layers of its multilayer perceptrons. */
    int width();

    /** Units of its widest hidden layer. */
    int widestHidden();

    /**
     * The greatest magnitude of what a tower reads, see {@link Dense#bound}.
     * @param first that of the first layer's output
     */
    double bound(double first);

    /** Runs what all towers share, on {@link Scratch#first}. */
    void run(Scratch scratch);

    /**
     * What one task's tower reads, valid until the next task's is asked for.
     * @param predictions whose gate weights of the block at hand are written, if there are gates
     */
    Rows towerInput(int task, Scratch scratch, Predictions predictions);

    /**
     * Shared-bottom: every tower reads the last layer of the one bottom.
     * @param deeper the bottom's layers after the first; may be empty
     */
    record Bottom(Mlp deeper) implements Trunk {

        @Override
        public int width() {
            return this.deeper.units();
        }

        @Override
        public int widestHidden() {
            return this.deeper.widest();
        }

        @Override
        public double bound(double first) {
            return this.deeper.bound(first);
        }

        @Override
        public void run(Scratch scratch) {
            if (!this.deeper.isEmpty()) {
                this.deeper.run(scratch.first(), scratch.trunk(), scratch);
            }
        }

        @Override
        public Rows towerInput(int task, Scratch scratch, Predictions predictions) {
            return this.deeper.isEmpty() ? scratch.first() : scratch.trunk();
        }

    }

    /**
     * ESMM: the towers share nothing but the input, so the first layer holds the first layer of each.
     * @param units of one tower's first layer
     */
    record Split(int units) implements Trunk {

        @Override
        public int width() {
            return 0;
        }

        @Override
        public int widestHidden() {
            return 0;
        }

        @Override
        public double bound(double first) {
            return first;
        }

        @Override
        public void run(Scratch scratch) {}

        @Override
        public Rows towerInput(int task, Scratch scratch, Predictions predictions) {
            return scratch.first().from(task * this.units);
        }

    }

    /**
     * MMoE: the first layer holds the first layer of each expert, then the gate of each task. Task k's tower reads
     * f_k(x) = sum_i g_k(x)_i f_i(x), with g_k = softmax(W_k x + b_k) (Ma et al. 2018, equations 6 and 7).
     * @param deeper each expert's layers after the first; all empty or none
     * @param firstUnits units of an expert's first layer
     * @param units of an expert's last layer
     */
    record Mixture(List<Mlp> deeper, int firstUnits, int units) implements Trunk {

        private int experts() {
            return this.deeper.size();
        }

        @Override
        public int width() {
            return this.deeper.stream().mapToInt(Mlp::units).sum();
        }

        @Override
        public int widestHidden() {
            return this.deeper.getFirst().widest();
        }

        /** A mixture lies between the experts' outputs. */
        @Override
        public double bound(double first) {
            return this.deeper.stream().mapToDouble((expert) -> expert.bound(first)).max().orElse(first);
        }

        @Override
        public void run(Scratch scratch) {
            for (int expert = 0; expert < experts(); expert++) {
                Mlp layers = this.deeper.get(expert);
                if (!layers.isEmpty()) {
                    layers.run(scratch.first().from(expert * this.firstUnits),
                            scratch.trunk().from(expert * this.units), scratch);
                }
            }
        }

        @Override
        public Rows towerInput(int task, Scratch scratch, Predictions predictions) {
            gate(task, scratch, predictions.gates()[task]);
            mix(scratch, predictions.gates()[task]);
            return scratch.mixture();
        }

        /** Writes g_k of the block's rows into {@code weights}, [n x experts]. */
        private void gate(int task, Scratch scratch, float[] weights) {
            Rows logits = scratch.first().from(experts() * this.firstUnits + task * experts());
            for (int row = 0; row < scratch.rows(); row++) {
                Activations.softmax(logits.values(), logits.at(row), weights, (scratch.start() + row) * experts(),
                        experts());
            }
        }

        private void mix(Scratch scratch, float[] weights) {
            Rows outputs = this.deeper.getFirst().isEmpty() ? scratch.first() : scratch.trunk();
            float[] mixed = scratch.mixture().values();
            for (int row = 0; row < scratch.rows(); row++) {
                int target = scratch.mixture().at(row);
                Arrays.fill(mixed, target, target + this.units, 0f);
                for (int expert = 0; expert < experts(); expert++) {
                    float weight = weights[(scratch.start() + row) * experts() + expert];
                    int source = outputs.at(row) + expert * this.units;
                    for (int unit = 0; unit < this.units; unit++) {
                        mixed[target + unit] += weight * outputs.values()[source + unit];
                    }
                }
            }
        }

    }

}
