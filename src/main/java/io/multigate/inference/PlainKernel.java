package io.multigate.inference;

import java.util.Arrays;

/** Loops over the units innermost, along the rows of W, which the JIT compiler turns into vector instructions. */
final class PlainKernel implements Kernel {

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public Affine prepare(Dense layer) {
        return new Loops(layer);
    }

    @Override
    public void sum(Rows start, ItemParts parts, Rows out, int rows, int units, int rectified) {
        for (int row = 0; row < rows; row++) {
            float[] part = parts.values(row);
            int from = parts.offset(row);
            int at = start.at(row);
            int to = out.at(row);
            for (int i = 0; i < units; i++) {
                out.values()[to + i] = start.values()[at + i] + part[from + i];
            }
            rectify(out.values(), to, rectified);
        }
    }

    @Override
    public void mix(float[] gates, int at, int experts, Rows outputs, int apart, Rows out, int rows, int width) {
        for (int row = 0; row < rows; row++) {
            Arrays.fill(out.values(), out.at(row), out.at(row) + width, 0f);
            for (int expert = 0; expert < experts; expert++) {
                addScaled(gates[at + row * experts + expert], outputs.values(), outputs.at(row) + expert * apart,
                        out.values(), out.at(row), width);
            }
        }
    }

    private static void addScaled(float factor, float[] x, int xAt, float[] out, int outAt, int length) {
        for (int i = 0; i < length; i++) {
            out[outAt + i] += factor * x[xAt + i];
        }
    }

    @Override
    public void exp(float[] exponents, int length) {
        for (int i = 0; i < length; i++) {
            exponents[i] = (float) Math.exp(exponents[i]);
        }
    }

    private final class Loops implements Affine {

        private final Dense layer;

        Loops(Dense layer) {
            this.layer = layer;
        }

        @Override
        public void run(Rows x, Rows out, int rows) {
            for (int row = 0; row < rows; row++) {
                System.arraycopy(this.layer.bias(), 0, out.values(), out.at(row), this.layer.units());
            }
            add(x, out, rows);
        }

        @Override
        public void add(Rows x, Rows out, int rows) {
            int units = this.layer.units();
            for (int row = 0; row < rows; row++) {
                int from = x.at(row);
                int to = out.at(row);
                for (int i = 0; i < this.layer.inputs(); i++) {
                    addScaled(x.values()[from + i], this.layer.weights(), this.layer.offset() + i * units,
                            out.values(), to, units);
                }
                rectify(out.values(), to, this.layer.rectified());
            }
        }

    }

}
