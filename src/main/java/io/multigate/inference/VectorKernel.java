package io.multigate.inference;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The processor's vector instructions through the JDK's Vector API. Only {@link Kernels} may name this class: where
 * the virtual machine runs without the module {@code jdk.incubator.vector}, it cannot be loaded.
 */
final class VectorKernel implements Kernel {

    /** The widest vectors of the processor, of which two fit into a chunk. */
    static final VectorSpecies<Float> SPECIES = (FloatVector.SPECIES_PREFERRED.length() <= Rows.CHUNK / 2)
            ? FloatVector.SPECIES_PREFERRED
            : FloatVector.SPECIES_512;

    private static final int LANES = SPECIES.length();

    private static final float LOG2_E = 1.442695f;

    /** ln 2 in two parts, the first so short that n times it is exact. */
    private static final float LN2_HIGH = 0x1.63p-1f;

    private static final float LN2_LOW = -2.1219444e-4f;

    /** Added to a number, it leaves the nearest integer in the last bits. */
    private static final float SHIFT = 0x1.8p23f;

    /** Below it, 2^n would leave the range of a float's exponent. */
    private static final float LEAST_EXPONENT = -86f;

    @Override
    public String name() {
        return "vector-" + SPECIES.vectorBitSize();
    }

    @Override
    public Affine prepare(Dense layer) {
        return new VectorAffine(layer);
    }

    @Override
    public void sum(float[] x, int xAt, float[] y, int yAt, float[] out, int outAt, int length, int rectified) {
        int i = 0;
        for (; i + LANES <= rectified; i += LANES) {
            rectified(vector(x, xAt + i).add(vector(y, yAt + i))).intoArray(out, outAt + i);
        }
        for (; i < rectified; i++) {
            out[outAt + i] = Math.max(0f, x[xAt + i] + y[yAt + i]);
        }
        for (; i + LANES <= length; i += LANES) {
            vector(x, xAt + i).add(vector(y, yAt + i)).intoArray(out, outAt + i);
        }
        for (; i < length; i++) {
            out[outAt + i] = x[xAt + i] + y[yAt + i];
        }
    }

    /** max(0, v), in fewer instructions than {@code max}, which orders -0 and NaN too. */
    static FloatVector rectified(FloatVector v) {
        FloatVector zero = FloatVector.zero(SPECIES);
        return zero.blend(v, v.compare(VectorOperators.GT, zero));
    }

    @Override
    public void addScaled(float factor, float[] x, int xAt, float[] out, int outAt, int length) {
        FloatVector factors = broadcast(factor);
        int i = 0;
        for (; i + LANES <= length; i += LANES) {
            factors.fma(vector(x, xAt + i), vector(out, outAt + i)).intoArray(out, outAt + i);
        }
        for (; i < length; i++) {
            out[outAt + i] = Math.fma(factor, x[xAt + i], out[outAt + i]);
        }
    }

    private static FloatVector vector(float[] values, int at) {
        return FloatVector.fromArray(SPECIES, values, at);
    }

    @Override
    public void exp(float[] exponents, int length) {
        for (int i = 0; i < length; i += LANES) {
            if (i + LANES <= length) {
                exp(vector(exponents, i)).intoArray(exponents, i);
            } else {
                VectorMask<Float> rest = SPECIES.indexInRange(i, length);
                exp(FloatVector.fromArray(SPECIES, exponents, i, rest)).intoArray(exponents, i, rest);
            }
        }
    }

    /**
     * e^x = 2^n e^r with n = round(x / ln 2) and |r| &lt;= ln 2 / 2, where a polynomial is e^r to two units in the last
     * place (Moshier, Cephes, expf). The Vector API's own {@code EXP} is {@code Math.exp} until the JIT compiler
     * replaces it by another function, whose last bit differs: the same request would get two answers.
     */
    private static FloatVector exp(FloatVector x) {
        FloatVector shifted = x.fma(broadcast(LOG2_E), broadcast(SHIFT));
        FloatVector n = shifted.sub(SHIFT);
        FloatVector r = n.fma(broadcast(-LN2_LOW), n.fma(broadcast(-LN2_HIGH), x));
        FloatVector p = broadcast(1.9875691e-4f);
        p = p.fma(r, broadcast(1.3981999e-3f));
        p = p.fma(r, broadcast(8.333452e-3f));
        p = p.fma(r, broadcast(4.1665796e-2f));
        p = p.fma(r, broadcast(0.16666666f));
        p = p.fma(r, broadcast(0.5f));
        p = p.fma(r.mul(r), r).add(1f);
        IntVector exponent = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, Float.PRECISION - 1);
        FloatVector power = p.reinterpretAsInts().add(exponent).reinterpretAsFloats();
        return power.blend(0f, x.compare(VectorOperators.LT, LEAST_EXPONENT));
    }

    private static FloatVector broadcast(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

}
