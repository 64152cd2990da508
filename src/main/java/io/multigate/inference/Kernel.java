package io.multigate.inference;

/**
 * The arithmetic of a dense layer. Every implementation adds up the inputs of a unit in their order, one after
 * another, so that a row's result is the same to the last bit whichever rows stand beside it.
 */
interface Kernel {

    /**
     * out = x W + start, then max(0, .) for the layer's rectified units.
     * @param layer W, [inputs x units]
     * @param start [units], the layer's bias, or what other inputs of the same units have already added to it
     * @param x [rows x inputs]
     * @param out [rows x units], written over; must not overlap x
     * @param rows how many
     */
    void dense(Dense layer, float[] start, Rows x, Rows out, int rows);

}
