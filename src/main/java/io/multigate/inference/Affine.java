package io.multigate.inference;

/** A dense layer as its {@link Kernel} reads it. Immutable; any number of calls may run side by side. */
interface Affine {

    /**
     * out = x W + b, then max(0, .) if the layer is rectified.
     * @param x [rows x inputs]
     * @param out [rows x units] of rows that are {@linkplain Rows#of padded}, written over; must not overlap x
     * @param rows how many
     */
    void run(Rows x, Rows out, int rows);

    /** out += x W, then max(0, .) if the layer is rectified; the bias is left out. */
    void add(Rows x, Rows out, int rows);

}
