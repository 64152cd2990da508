package io.multigate.inference;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The last units of a layer where they fill no more than one vector: {@link VectorAffine}'s tiles at half the width.
 */
final class VectorColumn {

    private static final VectorSpecies<Float> SPECIES = VectorKernel.SPECIES;

    private static final int LANES = SPECIES.length();

    private static final int ROWS = 8;

    private final int inputs;

    private final int unit;

    private final float least;

    /** [inputs x LANES], padded with 0. */
    private final float[] weights;

    /**
     * A column.
     * @param unit its first one
     * @param least sums below it become it
     */
    VectorColumn(Dense layer, int unit, float least) {
        this.inputs = layer.inputs();
        this.unit = unit;
        this.least = least;
        this.weights = new float[layer.inputs() * LANES];
        for (int input = 0; input < layer.inputs(); input++) {
            System.arraycopy(layer.weights(), layer.offset() + input * layer.units() + unit, this.weights,
                    input * LANES, layer.units() - unit);
        }
    }

    /** out = start + x W, then rectified, of this column's units. */
    void run(Rows start, Rows x, Rows out, int rows) {
        for (int row = 0; row < rows; row += ROWS) {
            tile(start, x, out, row, rows - 1);
        }
    }

    private void tile(Rows start, Rows x, Rows out, int row, int last) {
        int r1 = Math.min(row + 1, last);
        int r2 = Math.min(row + 2, last);
        int r3 = Math.min(row + 3, last);
        int r4 = Math.min(row + 4, last);
        int r5 = Math.min(row + 5, last);
        int r6 = Math.min(row + 6, last);
        int r7 = Math.min(row + 7, last);
        float[] from = start.values();
        int u = this.unit;
        FloatVector s0 = FloatVector.fromArray(SPECIES, from, start.at(row) + u);
        FloatVector s1 = FloatVector.fromArray(SPECIES, from, start.at(r1) + u);
        FloatVector s2 = FloatVector.fromArray(SPECIES, from, start.at(r2) + u);
        FloatVector s3 = FloatVector.fromArray(SPECIES, from, start.at(r3) + u);
        FloatVector s4 = FloatVector.fromArray(SPECIES, from, start.at(r4) + u);
        FloatVector s5 = FloatVector.fromArray(SPECIES, from, start.at(r5) + u);
        FloatVector s6 = FloatVector.fromArray(SPECIES, from, start.at(r6) + u);
        FloatVector s7 = FloatVector.fromArray(SPECIES, from, start.at(r7) + u);
        float[] in = x.values();
        int x0 = x.at(row);
        int x1 = x.at(r1);
        int x2 = x.at(r2);
        int x3 = x.at(r3);
        int x4 = x.at(r4);
        int x5 = x.at(r5);
        int x6 = x.at(r6);
        int x7 = x.at(r7);
        float[] w = this.weights;
        int count = this.inputs;
        for (int i = 0; i < count; i++) {
            FloatVector v = FloatVector.fromArray(SPECIES, w, i * LANES);
            s0 = FloatVector.broadcast(SPECIES, in[x0 + i]).fma(v, s0);
            s1 = FloatVector.broadcast(SPECIES, in[x1 + i]).fma(v, s1);
            s2 = FloatVector.broadcast(SPECIES, in[x2 + i]).fma(v, s2);
            s3 = FloatVector.broadcast(SPECIES, in[x3 + i]).fma(v, s3);
            s4 = FloatVector.broadcast(SPECIES, in[x4 + i]).fma(v, s4);
            s5 = FloatVector.broadcast(SPECIES, in[x5 + i]).fma(v, s5);
            s6 = FloatVector.broadcast(SPECIES, in[x6 + i]).fma(v, s6);
            s7 = FloatVector.broadcast(SPECIES, in[x7 + i]).fma(v, s7);
        }
        float[] to = out.values();
        s0.max(this.least).intoArray(to, out.at(row) + u);
        s1.max(this.least).intoArray(to, out.at(r1) + u);
        s2.max(this.least).intoArray(to, out.at(r2) + u);
        s3.max(this.least).intoArray(to, out.at(r3) + u);
        s4.max(this.least).intoArray(to, out.at(r4) + u);
        s5.max(this.least).intoArray(to, out.at(r5) + u);
        s6.max(this.least).intoArray(to, out.at(r6) + u);
        s7.max(this.least).intoArray(to, out.at(r7) + u);
    }

}
