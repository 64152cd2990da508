package io.multigate.inference;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

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

    /** How many are computed in tiles of full width. */
    private final int tiled;

    /** The units that are left over where they fill half a tile at most. */
    private final @Nullable VectorColumn rest;

    /** Sums below it become it: 0 where they are rectified. */
    private final float least;

    /** W by panels of as many units as a tile has, [panel][input][unit], the last one padded with 0. */
    private final float[] panels;

    /** [units], padded with 0, the same for every row. */
    private final Rows bias;

    VectorAffine(Dense layer) {
        if (layer.rectified() != 0 && layer.rectified() != layer.units()) {
            throw new IllegalArgumentException("all units of a layer are rectified or none");
        }
        this.inputs = layer.inputs();
        this.least = (layer.rectified() > 0) ? 0f : Float.NEGATIVE_INFINITY;
        int left = layer.units() % WIDTH;
        boolean narrow = left > 0 && left <= LANES;
        this.tiled = narrow ? layer.units() - left : layer.units();
        this.rest = narrow ? new VectorColumn(layer, this.tiled, this.least) : null;
        int count = (layer.units() + WIDTH - 1) / WIDTH;
        this.panels = new float[(this.tiled + WIDTH - 1) / WIDTH * this.inputs * WIDTH];
        this.bias = new Rows(new float[count * WIDTH], 0, 0);
        System.arraycopy(layer.bias(), 0, this.bias.values(), 0, layer.units());
        for (int panel = 0; panel * WIDTH < this.tiled; panel++) {
            int width = Math.min(WIDTH, this.tiled - panel * WIDTH);
            for (int input = 0; input < this.inputs; input++) {
                System.arraycopy(layer.weights(), layer.offset() + input * layer.units() + panel * WIDTH, this.panels,
                        (panel * this.inputs + input) * WIDTH, width);
            }
        }
    }

    @Override
    public void run(Rows x, Rows out, int rows) {
        tiles(this.bias, x, out, rows);
    }

    @Override
    public void add(Rows x, Rows out, int rows) {
        tiles(out, x, out, rows);
    }

    /** A panel stays in the first-level cache while all rows pass by. */
    private void tiles(Rows start, Rows x, Rows out, int rows) {
        for (int unit = 0; unit < this.tiled; unit += WIDTH) {
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
        if (this.rest != null) {
            this.rest.run(start, x, out, rows);
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
        int f0 = start.at(row) + unit;
        int f1 = start.at(r1) + unit;
        int f2 = start.at(r2) + unit;
        int f3 = start.at(r3) + unit;
        int f4 = start.at(r4) + unit;
        int f5 = start.at(r5) + unit;
        int f6 = start.at(r6) + unit;
        int f7 = start.at(r7) + unit;
        FloatVector s00 = FloatVector.fromArray(SPECIES, from, f0);
        FloatVector s01 = FloatVector.fromArray(SPECIES, from, f0 + LANES);
        FloatVector s10 = FloatVector.fromArray(SPECIES, from, f1);
        FloatVector s11 = FloatVector.fromArray(SPECIES, from, f1 + LANES);
        FloatVector s20 = FloatVector.fromArray(SPECIES, from, f2);
        FloatVector s21 = FloatVector.fromArray(SPECIES, from, f2 + LANES);
        FloatVector s30 = FloatVector.fromArray(SPECIES, from, f3);
        FloatVector s31 = FloatVector.fromArray(SPECIES, from, f3 + LANES);
        FloatVector s40 = FloatVector.fromArray(SPECIES, from, f4);
        FloatVector s41 = FloatVector.fromArray(SPECIES, from, f4 + LANES);
        FloatVector s50 = FloatVector.fromArray(SPECIES, from, f5);
        FloatVector s51 = FloatVector.fromArray(SPECIES, from, f5 + LANES);
        FloatVector s60 = FloatVector.fromArray(SPECIES, from, f6);
        FloatVector s61 = FloatVector.fromArray(SPECIES, from, f6 + LANES);
        FloatVector s70 = FloatVector.fromArray(SPECIES, from, f7);
        FloatVector s71 = FloatVector.fromArray(SPECIES, from, f7 + LANES);
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
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, panel + i * WIDTH);
            FloatVector w1 = FloatVector.fromArray(SPECIES, w, panel + i * WIDTH + LANES);
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
        float[] to = out.values();
        float least = this.least;
        int t0 = out.at(row) + unit;
        int t1 = out.at(r1) + unit;
        int t2 = out.at(r2) + unit;
        int t3 = out.at(r3) + unit;
        int t4 = out.at(r4) + unit;
        int t5 = out.at(r5) + unit;
        int t6 = out.at(r6) + unit;
        int t7 = out.at(r7) + unit;
        s00.max(least).intoArray(to, t0);
        s01.max(least).intoArray(to, t0 + LANES);
        s10.max(least).intoArray(to, t1);
        s11.max(least).intoArray(to, t1 + LANES);
        s20.max(least).intoArray(to, t2);
        s21.max(least).intoArray(to, t2 + LANES);
        s30.max(least).intoArray(to, t3);
        s31.max(least).intoArray(to, t3 + LANES);
        s40.max(least).intoArray(to, t4);
        s41.max(least).intoArray(to, t4 + LANES);
        s50.max(least).intoArray(to, t5);
        s51.max(least).intoArray(to, t5 + LANES);
        s60.max(least).intoArray(to, t6);
        s61.max(least).intoArray(to, t6 + LANES);
        s70.max(least).intoArray(to, t7);
        s71.max(least).intoArray(to, t7 + LANES);
    }

    private void tileOfFour(Rows start, Rows x, Rows out, int unit, int panel, int row, int last) {
        int r1 = Math.min(row + 1, last);
        int r2 = Math.min(row + 2, last);
        int r3 = Math.min(row + 3, last);
        float[] from = start.values();
        int f0 = start.at(row) + unit;
        int f1 = start.at(r1) + unit;
        int f2 = start.at(r2) + unit;
        int f3 = start.at(r3) + unit;
        FloatVector s00 = FloatVector.fromArray(SPECIES, from, f0);
        FloatVector s01 = FloatVector.fromArray(SPECIES, from, f0 + LANES);
        FloatVector s10 = FloatVector.fromArray(SPECIES, from, f1);
        FloatVector s11 = FloatVector.fromArray(SPECIES, from, f1 + LANES);
        FloatVector s20 = FloatVector.fromArray(SPECIES, from, f2);
        FloatVector s21 = FloatVector.fromArray(SPECIES, from, f2 + LANES);
        FloatVector s30 = FloatVector.fromArray(SPECIES, from, f3);
        FloatVector s31 = FloatVector.fromArray(SPECIES, from, f3 + LANES);
        float[] in = x.values();
        int x0 = x.at(row);
        int x1 = x.at(r1);
        int x2 = x.at(r2);
        int x3 = x.at(r3);
        float[] w = this.panels;
        int count = this.inputs;
        for (int i = 0; i < count; i++) {
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, panel + i * WIDTH);
            FloatVector w1 = FloatVector.fromArray(SPECIES, w, panel + i * WIDTH + LANES);
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
        float[] to = out.values();
        float least = this.least;
        int t0 = out.at(row) + unit;
        int t1 = out.at(r1) + unit;
        int t2 = out.at(r2) + unit;
        int t3 = out.at(r3) + unit;
        s00.max(least).intoArray(to, t0);
        s01.max(least).intoArray(to, t0 + LANES);
        s10.max(least).intoArray(to, t1);
        s11.max(least).intoArray(to, t1 + LANES);
        s20.max(least).intoArray(to, t2);
        s21.max(least).intoArray(to, t2 + LANES);
        s30.max(least).intoArray(to, t3);
        s31.max(least).intoArray(to, t3 + LANES);
    }

}
