package io.multigate.inference;

import java.util.List;

/** What stands between the first layer and the towers: where the three architectures differ. */
sealed interface Trunk {

    /** Units of one part of what it writes into {@link Scratch#trunk}. */
    int width();

    /** Units of its widest hidden layer. */
    int widestHidden();

    /**
     * Units of the first layer that one reader of it takes.
     * @param first units of all the first layer
     */
    int part(int first);

    /** How many layers of each tower the first layer holds already. */
    int towerLayers();

    /**
     * The greatest magnitude of what a tower reads, see {@link Reach#bound}.
     * @param first that of the first layer's output
     */
    double bound(double first);

    /**
     * Runs what all towers share, on {@link Scratch#first}.
     * @param predictions whose gate weights of the block at hand are written, if there are gates
     */
    void run(Scratch scratch, Predictions predictions);

    /** What one task's tower reads. */
    Rows towerInput(int task, Scratch scratch);

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
        public int part(int first) {
            return first;
        }

        @Override
        public int towerLayers() {
            return 0;
        }

        @Override
        public double bound(double first) {
            return this.deeper.bound(first);
        }

        @Override
        public void run(Scratch scratch, Predictions predictions) {
            if (!this.deeper.isEmpty()) {
                this.deeper.run(scratch.first(), scratch.trunk(0), scratch);
            }
        }

        @Override
        public Rows towerInput(int task, Scratch scratch) {
            return this.deeper.isEmpty() ? scratch.first() : scratch.trunk(0);
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
        public int part(int first) {
            return this.units;
        }

        @Override
        public int towerLayers() {
            return 1;
        }

        @Override
        public double bound(double first) {
            return first;
        }

        @Override
        public void run(Scratch scratch, Predictions predictions) {}

        @Override
        public Rows towerInput(int task, Scratch scratch) {
            return scratch.first(task);
        }

    }

    /**
     * MMoE: the first layer holds the first layer of each expert, then the gate of each task, or the one that all
     * share. Task k's tower reads f_k(x) = sum_i g_k(x)_i f_i(x), with g_k = softmax(W_k x + b_k) (Ma et al. 2018,
     * equations 6 and 7).
     * @param kernel the arithmetic
     * @param gates how many there are: one a task, or 1
     * @param deeper each expert's layers after the first; all empty or none
     * @param firstUnits units of an expert's first layer
     * @param width units of an expert's last layer
     */
    record Mixture(Kernel kernel, int gates, List<Mlp> deeper, int firstUnits, int width) implements Trunk {

        private int experts() {
            return this.deeper.size();
        }

        @Override
        public int widestHidden() {
            return this.deeper.getFirst().widest();
        }

        @Override
        public int part(int first) {
            return this.firstUnits;
        }

        @Override
        public int towerLayers() {
            return 0;
        }

        /** A mixture lies between the experts' outputs. */
        @Override
        public double bound(double first) {
            return this.deeper.stream().mapToDouble((expert) -> expert.bound(first)).max().orElse(first);
        }

        @Override
        public void run(Scratch scratch, Predictions predictions) {
            writeGates(scratch, predictions.gates());
            boolean shallow = this.deeper.getFirst().isEmpty();
            for (int expert = 0; expert < experts() && !shallow; expert++) {
                this.deeper.get(expert).run(scratch.first(expert), scratch.trunk(expert), scratch);
            }
            Rows outputs = shallow ? scratch.first(0) : scratch.trunk(0);
            int apart = shallow ? this.firstUnits : scratch.trunkApart();
            for (int gate = 0; gate < this.gates; gate++) {
                this.kernel.mix(predictions.gates()[gate], scratch.start() * experts(), experts(), outputs, apart,
                        scratch.mixture(gate), scratch.rows(), this.width);
            }
        }

        @Override
        public Rows towerInput(int task, Scratch scratch) {
            return scratch.mixture(Math.min(task, this.gates - 1));
        }

        /** Writes g_k of the block's rows into {@code shares[k]}, [n x experts]. */
        private void writeGates(Scratch scratch, float[][] shares) {
            int from = experts() * this.firstUnits;
            int weights = this.gates * experts();
            for (int row = 0; row < scratch.rows(); row++) {
                for (int gate = 0; gate < weights; gate += experts()) {
                    Activations.exponents(scratch.first().values(), scratch.first().at(row) + from + gate,
                            scratch.powers(), row * weights + gate, experts());
                }
            }
            this.kernel.exp(scratch.powers(), scratch.rows() * weights);
            for (int row = 0; row < scratch.rows(); row++) {
                for (int gate = 0; gate < this.gates; gate++) {
                    Activations.shares(scratch.powers(), row * weights + gate * experts(), shares[gate],
                            (scratch.start() + row) * experts(), experts());
                }
            }
            int start = scratch.start() * experts();
            for (int task = this.gates; task < shares.length; task++) {
                System.arraycopy(shares[0], start, shares[task], start, scratch.rows() * experts());
            }
        }

    }

}
