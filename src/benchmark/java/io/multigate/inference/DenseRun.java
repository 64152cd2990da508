package io.multigate.inference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Opens the kernels, which the plan keeps to itself, to the measurements. */
public final class DenseRun {

    private DenseRun() {}

    /**
     * One dense layer with ReLU on random numbers, by the kernel that runs it.
     * @param rows of its input
     * @param inputs its columns
     * @param units of the layer
     */
    public static Map<String, Runnable> all(int rows, int inputs, int units) {
        SplittableRandom random = new SplittableRandom(1);
        Dense layer = new Dense(inputs, units, numbers(random, inputs * units), 0, numbers(random, units), units);
        Rows input = Rows.of(rows, inputs);
        System.arraycopy(numbers(random, rows * inputs), 0, input.values(), 0, rows * inputs);
        Rows out = Rows.of(rows, units);
        Map<String, Runnable> runs = new LinkedHashMap<>();
        for (Kernel kernel : List.of(Kernels.FASTEST, Kernels.PLAIN)) {
            Affine prepared = kernel.prepare(layer);
            runs.put(kernel.name(), () -> prepared.run(input, out, rows));
        }
        return runs;
    }

    private static float[] numbers(SplittableRandom random, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

}
