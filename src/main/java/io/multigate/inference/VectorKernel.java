package io.multigate.inference;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The processor's vector instructions through the JDK's Vector API. Only {@link Kernels} may name this class: where
 * the virtual machine runs without the module {@code jdk.incubator.vector}, it cannot be loaded.
 *
 * <p>
 * No vector is passed to a method or returned by one: where the JIT compiler does not inline it, each becomes an
 * object.
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

    /**
     * Whether C2, the one compiler that knows vectors, turns them into instructions. A virtual machine that was built
     * without it says that they are as narrow as can be; one that was told to do without calls itself a client's.
     */
    static boolean isCompiled() {
        return LANES >= 4 && !System.getProperty("java.vm.info", "").contains("emulated-client");
    }

    @Override
    public String name() {
        return "vector-" + SPECIES.vectorBitSize();
    }

    @Override
    public Affine prepare(Dense layer) {
        return (layer.units() == 1) ? new VectorDot(layer) : new VectorAffine(layer);
    }

    /**
     * Four rows at a time, for kept parts lie anywhere in memory and the processor fetches ahead in several places at
     * once; beyond the last row it is computed again.
     */
    @Override
    public void sum(Rows start, ItemParts parts, Rows out, int rows, int units, int rectified) {
        int first = (start.stride() == 0) ? whole(rectified) : 0;
        int second = (start.stride() == 0 && first == rectified) ? first + whole(units - first) : first;
        for (int row = 0; row < rows && second > 0; row += 4) {
            sumOfFour(start, parts, out, row, rows - 1, 0, first, 0f);
            sumOfFour(start, parts, out, row, rows - 1, first, second, Float.NEGATIVE_INFINITY);
        }
        for (int row = 0; row < rows; row++) {
            for (int i = second; i < units; i++) {
                float sum = start.values()[start.at(row) + i] + parts.values(row)[parts.offset(row) + i];
                out.values()[out.at(row) + i] = (i < rectified) ? Math.max(0f, sum) : sum;
            }
        }
    }

    private static int whole(int length) {
        return length - length % LANES;
    }

    private static void sumOfFour(Rows start, ItemParts parts, Rows out, int row, int last, int from, int to,
            float least) {
        int r1 = Math.min(row + 1, last);
        int r2 = Math.min(row + 2, last);
        int r3 = Math.min(row + 3, last);
        float[] p0 = parts.values(row);
        float[] p1 = parts.values(r1);
        float[] p2 = parts.values(r2);
        float[] p3 = parts.values(r3);
        int f0 = parts.offset(row);
        int f1 = parts.offset(r1);
        int f2 = parts.offset(r2);
        int f3 = parts.offset(r3);
        float[] s = start.values();
        int begin = start.offset();
        float[] o = out.values();
        int o0 = out.at(row);
        int o1 = out.at(r1);
        int o2 = out.at(r2);
        int o3 = out.at(r3);
        for (int i = from; i < to; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, s, begin + i);
            v.add(FloatVector.fromArray(SPECIES, p0, f0 + i)).max(least).intoArray(o, o0 + i);
            v.add(FloatVector.fromArray(SPECIES, p1, f1 + i)).max(least).intoArray(o, o1 + i);
            v.add(FloatVector.fromArray(SPECIES, p2, f2 + i)).max(least).intoArray(o, o2 + i);
            v.add(FloatVector.fromArray(SPECIES, p3, f3 + i)).max(least).intoArray(o, o3 + i);
        }
    }

    /** Four vectors of a row at a time, so that their sums do not wait for each other. */
    @Override
    public void mix(float[] gates, int at, int experts, Rows outputs, int apart, Rows out, int rows, int width) {
        float[] x = outputs.values();
        float[] o = out.values();
        for (int row = 0; row < rows; row++) {
            int gate = at + row * experts;
            int from = outputs.at(row);
            int to = out.at(row);
            int i = 0;
            for (; i + 4 * LANES <= width; i += 4 * LANES) {
                FloatVector s0 = FloatVector.zero(SPECIES);
                FloatVector s1 = s0;
                FloatVector s2 = s0;
                FloatVector s3 = s0;
                for (int expert = 0; expert < experts; expert++) {
                    FloatVector g = FloatVector.broadcast(SPECIES, gates[gate + expert]);
                    int f = from + expert * apart + i;
                    s0 = FloatVector.fromArray(SPECIES, x, f).fma(g, s0);
                    s1 = FloatVector.fromArray(SPECIES, x, f + LANES).fma(g, s1);
                    s2 = FloatVector.fromArray(SPECIES, x, f + 2 * LANES).fma(g, s2);
                    s3 = FloatVector.fromArray(SPECIES, x, f + 3 * LANES).fma(g, s3);
                }
                s0.intoArray(o, to + i);
                s1.intoArray(o, to + i + LANES);
                s2.intoArray(o, to + i + 2 * LANES);
                s3.intoArray(o, to + i + 3 * LANES);
            }
            for (; i < width; i++) {
                float sum = 0;
                for (int expert = 0; expert < experts; expert++) {
                    sum = Math.fma(gates[gate + expert], x[from + expert * apart + i], sum);
                }
                o[to + i] = sum;
            }
        }
    }

    /**
     * e^x = 2^n e^r with n = round(x / ln 2) and |r| &lt;= ln 2 / 2, where a polynomial is e^r to two units in the last
     * place (Moshier, Cephes, expf). The Vector API's own {@code EXP} is {@code Math.exp} until the JIT compiler
     * replaces it by another function, whose last bit differs: the same request would get two answers.
     */
    @Override
    public void exp(float[] exponents, int length) {
        for (int i = 0; i < length; i += LANES) {
            VectorMask<Float> present = SPECIES.indexInRange(i, length);
            FloatVector x = FloatVector.fromArray(SPECIES, exponents, i, present);
            FloatVector shifted = x.fma(FloatVector.broadcast(SPECIES, LOG2_E), FloatVector.broadcast(SPECIES, SHIFT));
            FloatVector n = shifted.sub(SHIFT);
            FloatVector r = n.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH), x);
            r = n.fma(FloatVector.broadcast(SPECIES, -LN2_LOW), r);
            FloatVector p = FloatVector.broadcast(SPECIES, 1.9875691e-4f);
            p = p.fma(r, FloatVector.broadcast(SPECIES, 1.3981999e-3f));
            p = p.fma(r, FloatVector.broadcast(SPECIES, 8.333452e-3f));
            p = p.fma(r, FloatVector.broadcast(SPECIES, 4.1665796e-2f));
            p = p.fma(r, FloatVector.broadcast(SPECIES, 0.16666666f));
            p = p.fma(r, FloatVector.broadcast(SPECIES, 0.5f));
            p = p.fma(r.mul(r), r).add(1f);
            IntVector exponent = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, Float.PRECISION - 1);
            FloatVector power = p.reinterpretAsInts().add(exponent).reinterpretAsFloats();
            power.blend(0f, x.compare(VectorOperators.LT, LEAST_EXPONENT)).intoArray(exponents, i, present);
        }
    }

}
