package io.multigate.inference;

import java.util.List;

/** Dense layers one after another. */
final class Mlp {

    /** Each reads what the one before wrote; may be empty. */
    private final List<Reach> layers;

    private final Affine[] prepared;

    Mlp(Kernel kernel, List<Dense> layers) {
        this.layers = layers.stream().map(Dense::reach).toList();
        this.prepared = layers.stream().map(kernel::prepare).toArray(Affine[]::new);
    }

    boolean isEmpty() {
        return this.prepared.length == 0;
    }

    /**
     * Runs all layers, of which there must be one at least.
     * @param x [rows x inputs of the first layer]
     * @param out [rows x units of the last layer]
     */
    void run(Rows x, Rows out, Scratch scratch) {
        Rows read = x;
        for (int i = 0; i < this.prepared.length; i++) {
            Rows write = (i == this.prepared.length - 1) ? out : scratch.hidden(i);
            this.prepared[i].run(read, write, scratch.rows());
            read = write;
        }
    }

    /** The greatest magnitude of the output, see {@link Reach#bound}. */
    double bound(double largest) {
        double bound = largest;
        for (Reach layer : this.layers) {
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
        return this.layers.stream().mapToInt(Reach::units).max().orElse(0);
    }

}
