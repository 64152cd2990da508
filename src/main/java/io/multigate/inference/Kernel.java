package io.multigate.inference;

/**
 * The arithmetic of a plan. Every implementation adds up the inputs of a unit in an order that depends on the layer's
 * sizes alone, so that a row's result is the same to the last bit whichever rows stand beside it.
 */
interface Kernel {

    /** What logs and meters call it. */
    String name();

    /** Arranges a layer's weights in the order in which this kernel reads them. */
    Affine prepare(Dense layer);

    /**
     * out = start + parts, row by row.
     * @param start [rows x units], of stride 0 where all rows start alike; may be {@code out}
     * @param parts one a row
     * @param rectified how many units, counted from the first, become max(0, sum)
     */
    void sum(Rows start, ItemParts parts, Rows out, int rows, int units, int rectified);

    /** max(0, values), in place, for {@code length} of them. */
    default void rectify(float[] values, int at, int length) {
        for (int i = at; i < at + length; i++) {
            values[i] = Math.max(0f, values[i]);
        }
    }

    /**
     * out = sum_i gate_i f_i, row by row.
     * @param gates [rows x experts], from {@code at} on
     * @param outputs f_0, [rows x width]; f_i stands {@code i * apart} further on
     * @param out [rows x width], written over
     */
    void mix(float[] gates, int at, int experts, Rows outputs, int apart, Rows out, int rows, int width);

    /**
     * e^x, in place.
     * @param exponents x, none above 0; below -86 the power may be 0
     * @param length how many of them
     */
    void exp(float[] exponents, int length);

}
