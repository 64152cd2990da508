package io.multigate.inference;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A dense layer of one unit, such as a tower's last: a vector of inputs at a time, for a tile of units would be left
 * all but empty.
 */
final class VectorDot implements Affine {

    private static final VectorSpecies<Float> SPECIES = VectorKernel.SPECIES;

    private static final int LANES = SPECIES.length();

    /** As many as the longest vectors have lanes. */
    private static final int SUMS = Rows.CHUNK / 2;

    private final int inputs;

    private final float bias;

    private final float least;

    /** [inputs] */
    private final float[] weights;

    VectorDot(Dense layer) {
        this.inputs = layer.inputs();
        this.bias = layer.bias()[0];
        this.least = (layer.rectified() > 0) ? 0f : Float.NEGATIVE_INFINITY;
        this.weights = new float[layer.inputs()];
        System.arraycopy(layer.weights(), layer.offset(), this.weights, 0, layer.inputs());
    }

    @Override
    public void run(Rows x, Rows out, int rows) {
        for (int row = 0; row < rows; row++) {
            dot(this.bias, x, out, row);
        }
    }

    @Override
    public void add(Rows x, Rows out, int rows) {
        for (int row = 0; row < rows; row++) {
            dot(out.values()[out.at(row)], x, out, row);
        }
    }

    /**
     * 16 sums side by side, whatever the vectors' length, then added up by hand: so every machine gets the same bits,
     * and the interpreter those of the JIT compiler, which the Vector API's own sum of lanes leaves open. The padding
     * of {@code out} lends them room.
     */
    private void dot(float start, Rows x, Rows out, int row) {
        float[] in = x.values();
        float[] w = this.weights;
        float[] to = out.values();
        int from = x.at(row);
        int at = out.at(row);
        int whole = this.inputs - this.inputs % SUMS;
        for (int lane = 0; lane < SUMS; lane += LANES) {
            FloatVector sums = FloatVector.zero(SPECIES);
            for (int i = lane; i < whole; i += SUMS) {
                sums = FloatVector.fromArray(SPECIES, in, from + i).fma(FloatVector.fromArray(SPECIES, w, i), sums);
            }
            sums.intoArray(to, at + lane);
        }
        for (int half = SUMS / 2; half > 0; half /= 2) {
            for (int lane = 0; lane < half; lane++) {
                to[at + lane] += to[at + lane + half];
            }
        }
        float sum = start + to[at];
        for (int i = whole; i < this.inputs; i++) {
            sum = Math.fma(in[from + i], w[i], sum);
        }
        to[at] = Math.max(this.least, sum);
    }

}
