package io.multigate.inference;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A dense layer in tiles of a few rows by two vectors of units, whose sums stay in registers while all inputs are added
 * up (Goto and van de Geijn 2008, section 5, of which only the innermost kernel is needed: W is arranged once, when the
 * plan is compiled, and the rows of a block are few).
 */
final class VectorAffine implements Affine {

    private static final VectorSpecies<Float> SPECIES = VectorKernel.SPECIES;

    private static final int LANES = SPECIES.length();

    /** Units of a tile. */
    private static final int WIDTH = 2 * LANES;

    /** Sums of eight rows fill 16 registers: too many where there are but 16, as with vectors of 256 bits. */
    private static final boolean EIGHT_ROWS = LANES >= 16;

    private final int inputs;

    private final int units;

    private final boolean rectified;

    /** W by panels of as many units as a tile has, [panel][input][unit], the last one padded with 0. */
    private final float[] panels;

    /** [units], padded with 0. */
    private final float[] bias;

    VectorAffine(Dense layer) {
        if (layer.rectified() != 0 && layer.rectified() != layer.units()) {
            throw new IllegalArgumentException("all units of a layer are rectified or none");
        }
        this.inputs = layer.inputs();
        this.units = layer.units();
        this.rectified = layer.rectified() > 0;
        int count = (this.units + WIDTH - 1) / WIDTH;
        this.panels = new float[count * this.inputs * WIDTH];
        this.bias = new float[count * WIDTH];
        System.arraycopy(layer.bias(), 0, this.bias, 0, this.units);
        for (int panel = 0; panel < count; panel++) {
            int width = Math.min(WIDTH, this.units - panel * WIDTH);
            for (int input = 0; input < this.inputs; input++) {
                System.arraycopy(layer.weights(), layer.offset() + input * this.units + panel * WIDTH, this.panels,
                        (panel * this.inputs + input) * WIDTH, width);
            }
        }
    }

    @Override
    public void run(Rows x, Rows out, int rows) {
        tiles(new Rows(this.bias, 0, 0), x, out, rows);
    }

    @Override
    public void add(Rows x, Rows out, int rows) {
        tiles(out, x, out, rows);
    }

    /** A panel stays in the first-level cache while all rows pass by. */
    private void tiles(Rows start, Rows x, Rows out, int rows) {
        for (int unit = 0; unit < this.units; unit += WIDTH) {
            int panel = unit * this.inputs;
            int row = 0;
            while (rows - row > 4 && EIGHT_ROWS) {
                tileOfEight(start, x, out, unit, panel, row, rows - 1);
                row += 8;
            }
            while (row < rows) {
                tileOfFour(start, x, out, unit, panel, row, rows - 1);
                row += 4;
            }
        }
    }

    /** A tile beyond the last row computes that one again, which costs less than a tile of every height. */
    private void tileOfEight(Rows start, Rows x, Rows out, int unit, int panel, int row, int last) {
        int r1 = Math.min(row + 1, last);
        int r2 = Math.min(row + 2, last);
        int r3 = Math.min(row + 3, last);
        int r4 = Math.min(row + 4, last);
        int r5 = Math.min(row + 5, last);
        int r6 = Math.min(row + 6, last);
        int r7 = Math.min(row + 7, last);
        float[] from = start.values();
        FloatVector s00 = vector(from, start.at(row) + unit);
        FloatVector s01 = vector(from, start.at(row) + unit + LANES);
        FloatVector s10 = vector(from, start.at(r1) + unit);
        FloatVector s11 = vector(from, start.at(r1) + unit + LANES);
        FloatVector s20 = vector(from, start.at(r2) + unit);
        FloatVector s21 = vector(from, start.at(r2) + unit + LANES);
        FloatVector s30 = vector(from, start.at(r3) + unit);
        FloatVector s31 = vector(from, start.at(r3) + unit + LANES);
        FloatVector s40 = vector(from, start.at(r4) + unit);
        FloatVector s41 = vector(from, start.at(r4) + unit + LANES);
        FloatVector s50 = vector(from, start.at(r5) + unit);
        FloatVector s51 = vector(from, start.at(r5) + unit + LANES);
        FloatVector s60 = vector(from, start.at(r6) + unit);
        FloatVector s61 = vector(from, start.at(r6) + unit + LANES);
        FloatVector s70 = vector(from, start.at(r7) + unit);
        FloatVector s71 = vector(from, start.at(r7) + unit + LANES);
        float[] in = x.values();
        int x0 = x.at(row);
        int x1 = x.at(r1);
        int x2 = x.at(r2);
        int x3 = x.at(r3);
        int x4 = x.at(r4);
        int x5 = x.at(r5);
        int x6 = x.at(r6);
        int x7 = x.at(r7);
        float[] w = this.panels;
        int count = this.inputs;
        for (int i = 0; i < count; i++) {
            FloatVector w0 = vector(w, panel + i * WIDTH);
            FloatVector w1 = vector(w, panel + i * WIDTH + LANES);
            FloatVector v = FloatVector.broadcast(SPECIES, in[x0 + i]);
            s00 = v.fma(w0, s00);
            s01 = v.fma(w1, s01);
            v = FloatVector.broadcast(SPECIES, in[x1 + i]);
            s10 = v.fma(w0, s10);
            s11 = v.fma(w1, s11);
            v = FloatVector.broadcast(SPECIES, in[x2 + i]);
            s20 = v.fma(w0, s20);
            s21 = v.fma(w1, s21);
            v = FloatVector.broadcast(SPECIES, in[x3 + i]);
            s30 = v.fma(w0, s30);
            s31 = v.fma(w1, s31);
            v = FloatVector.broadcast(SPECIES, in[x4 + i]);
            s40 = v.fma(w0, s40);
            s41 = v.fma(w1, s41);
            v = FloatVector.broadcast(SPECIES, in[x5 + i]);
            s50 = v.fma(w0, s50);
            s51 = v.fma(w1, s51);
            v = FloatVector.broadcast(SPECIES, in[x6 + i]);
            s60 = v.fma(w0, s60);
            s61 = v.fma(w1, s61);
            v = FloatVector.broadcast(SPECIES, in[x7 + i]);
            s70 = v.fma(w0, s70);
            s71 = v.fma(w1, s71);
        }
        write(s00, s01, out, row, unit);
        write(s10, s11, out, r1, unit);
        write(s20, s21, out, r2, unit);
        write(s30, s31, out, r3, unit);
        write(s40, s41, out, r4, unit);
        write(s50, s51, out, r5, unit);
        write(s60, s61, out, r6, unit);
        write(s70, s71, out, r7, unit);
    }

    private void tileOfFour(Rows start, Rows x, Rows out, int unit, int panel, int row, int last) {
        int r1 = Math.min(row + 1, last);
        int r2 = Math.min(row + 2, last);
        int r3 = Math.min(row + 3, last);
        float[] from = start.values();
        FloatVector s00 = vector(from, start.at(row) + unit);
        FloatVector s01 = vector(from, start.at(row) + unit + LANES);
        FloatVector s10 = vector(from, start.at(r1) + unit);
        FloatVector s11 = vector(from, start.at(r1) + unit + LANES);
        FloatVector s20 = vector(from, start.at(r2) + unit);
        FloatVector s21 = vector(from, start.at(r2) + unit + LANES);
        FloatVector s30 = vector(from, start.at(r3) + unit);
        FloatVector s31 = vector(from, start.at(r3) + unit + LANES);
        float[] in = x.values();
        int x0 = x.at(row);
        int x1 = x.at(r1);
        int x2 = x.at(r2);
        int x3 = x.at(r3);
        float[] w = this.panels;
        int count = this.inputs;
        for (int i = 0; i < count; i++) {
            FloatVector w0 = vector(w, panel + i * WIDTH);
            FloatVector w1 = vector(w, panel + i * WIDTH + LANES);
            FloatVector v = FloatVector.broadcast(SPECIES, in[x0 + i]);
            s00 = v.fma(w0, s00);
            s01 = v.fma(w1, s01);
            v = FloatVector.broadcast(SPECIES, in[x1 + i]);
            s10 = v.fma(w0, s10);
            s11 = v.fma(w1, s11);
            v = FloatVector.broadcast(SPECIES, in[x2 + i]);
            s20 = v.fma(w0, s20);
            s21 = v.fma(w1, s21);
            v = FloatVector.broadcast(SPECIES, in[x3 + i]);
            s30 = v.fma(w0, s30);
            s31 = v.fma(w1, s31);
        }
        write(s00, s01, out, row, unit);
        write(s10, s11, out, r1, unit);
        write(s20, s21, out, r2, unit);
        write(s30, s31, out, r3, unit);
    }

    private static FloatVector vector(float[] values, int at) {
        return FloatVector.fromArray(SPECIES, values, at);
    }

    private void write(FloatVector left, FloatVector right, Rows out, int row, int unit) {
        int at = out.at(row) + unit;
        (this.rectified ? VectorKernel.rectified(left) : left).intoArray(out.values(), at);
        (this.rectified ? VectorKernel.rectified(right) : right).intoArray(out.values(), at + LANES);
    }

}
