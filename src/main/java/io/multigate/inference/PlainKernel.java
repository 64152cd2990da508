package io.multigate.inference;

/** Loops over the units innermost, along the rows of W, which the JIT compiler turns into vector instructions. */
final class PlainKernel implements Kernel {

    @Override
    public void dense(Dense layer, float[] start, Rows x, Rows out, int rows) {
        int units = layer.units();
        float[] sums = new float[units];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(start, 0, sums, 0, units);
            int input = x.at(row);
            for (int i = 0; i < layer.inputs(); i++) {
                addScaled(x.values()[input + i], layer.weights(), layer.offset() + i * units, sums);
            }
            rectify(sums, layer.rectified());
            System.arraycopy(sums, 0, out.values(), out.at(row), units);
        }
    }

    private static void addScaled(float factor, float[] weights, int offset, float[] sums) {
        for (int unit = 0; unit < sums.length; unit++) {
            sums[unit] += factor * weights[offset + unit];
        }
    }

    private static void rectify(float[] sums, int rectified) {
        for (int unit = 0; unit < rectified; unit++) {
            sums[unit] = Math.max(0f, sums[unit]);
        }
    }

}
