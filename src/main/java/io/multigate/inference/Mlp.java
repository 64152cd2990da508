package io.multigate.inference;

import java.util.List;

/**
 * Dense layers one after another.
 *
 * @param kernel the arithmetic
 * @param layers each reads what the one before wrote; may be empty
 */
record Mlp(Kernel kernel, List<Dense> layers) {

    Mlp {
        layers = List.copyOf(layers);
    }

    boolean isEmpty() {
        return this.layers.isEmpty();
    }

    /**
     * Runs all layers, of which there must be one at least.
     * @param x [rows x inputs of the first layer]
     * @param out [rows x units of the last layer]
     */
    void run(Rows x, Rows out, Scratch scratch) {
        Rows read = x;
        for (int i = 0; i < this.layers.size(); i++) {
            Dense layer = this.layers.get(i);
            Rows write = (i == this.layers.size() - 1) ? out : scratch.hidden(i);
            this.kernel.dense(layer, layer.bias(), read, write, scratch.rows());
            read = write;
        }
    }

    /** The greatest magnitude of the output, see {@link Dense#bound}. */
    double bound(double largest) {
        double bound = largest;
        for (Dense layer : this.layers) {
            bound = layer.bound(bound);
        }
        return bound;
    }

    /** Units of the last layer. */
    int units() {
        return this.layers.isEmpty() ? 0 : this.layers.getLast().units();
    }

    /** Units of the widest layer. */
    int widest() {
        return this.layers.stream().mapToInt(Dense::units).max().orElse(0);
    }

}
