package io.multigate.synthetic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Two regressions whose relatedness is given: the synthetic data of Ma et al. 2018, "Modeling Task Relationships in
 * Multi-task Learning with Multi-gate Mixture-of-Experts", section 3.2. With orthogonal unit vectors u1 and u2 of
 * {@value #DIMENSIONS} dimensions, w1 = u1 and w2 = p u1 + sqrt(1 - p^2) u2 (the paper's c is 1); x ~ N(0, I); and
 * <pre>
 * y = w.x + sum over i of sin(alpha_i w.x + beta_i) + noise of N(0, 0.01)
 * </pre>
 * with the same {@value #SINUSOIDS} sinusoids for both. The paper names neither their number nor alpha and beta; here
 * each is drawn from N(0, 1). The world (u1, u2, alpha, beta) is fixed by one seed, the draws by another; equal seeds
 * give equal rows, and the features of a row do not depend on p.
 */
public final class RegressionPair {

    private static final int DIMENSIONS = 100;

    private static final int SINUSOIDS = 5;

    private static final double NOISE_DEVIATION = 0.1;

    /** The columns, in order. */
    static final List<String> COLUMNS = Stream
            .concat(IntStream.range(0, DIMENSIONS).mapToObj((i) -> "x" + i), Stream.of("y1", "y2"))
            .toList();

    /** [task][dimension] */
    private final double[][] weights;

    /** [sinusoid] */
    private final double[] alphas;

    private final double[] betas;

    private final SplittableRandom draws;

    /**
     * A pair.
     * @param correlation p, the cosine of w1 and w2, in [-1, 1]: 1 makes both tasks one, 0 makes them independent
     * @param world fixes the vectors and the sinusoids
     * @param seed fixes the draws
     */
    public RegressionPair(double correlation, long world, long seed) {
        if (!(correlation >= -1 && correlation <= 1)) {
            throw new IllegalArgumentException("correlation is " + correlation + "; it must lie in [-1, 1]");
        }
        SplittableRandom random = new SplittableRandom(world);
        double[] first = unit(normal(random, DIMENSIONS));
        double[] other = normal(random, DIMENSIONS);
        double[] second = unit(sum(1, other, -dot(first, other), first));
        this.weights = new double[][]{first,
                sum(correlation, first, Math.sqrt(1 - correlation * correlation), second)};
        this.alphas = normal(random, SINUSOIDS);
        this.betas = normal(random, SINUSOIDS);
        this.draws = new SplittableRandom(seed);
    }

    private static double[] normal(SplittableRandom random, int size) {
        return IntStream.range(0, size).mapToDouble((_) -> random.nextGaussian()).toArray();
    }

    private static double[] unit(double[] vector) {
        return sum(1 / Math.sqrt(dot(vector, vector)), vector, 0, vector);
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble((i) -> a[i] * b[i]).sum();
    }

    private static double[] sum(double factorOfA, double[] a, double factorOfB, double[] b) {
        return IntStream.range(0, a.length).mapToDouble((i) -> factorOfA * a[i] + factorOfB * b[i]).toArray();
    }

    /**
     * Writes the next rows as CSV, gzipped if the file's name ends in {@code .gz}: x0 to x99, y1, y2.
     * @param file written over
     * @param rows how many
     * @param progress told the rows written so far, every thousand and at the end
     * @throws IOException if the file cannot be written
     */
    public void write(Path file, long rows, LongConsumer progress) throws IOException {
        GeneratedFile.write(file, COLUMNS, this::next, rows, progress);
    }

    private String[] next() {
        double[] x = normal(this.draws, DIMENSIONS);
        double[] row = Arrays.copyOf(x, DIMENSIONS + this.weights.length);
        for (int task = 0; task < this.weights.length; task++) {
            row[DIMENSIONS + task] = label(dot(this.weights[task], x));
        }
        return Arrays.stream(row).mapToObj((value) -> Float.toString((float) value)).toArray(String[]::new);
    }

    private double label(double product) {
        double label = product + NOISE_DEVIATION * this.draws.nextGaussian();
        for (int i = 0; i < SINUSOIDS; i++) {
            label += StrictMath.sin(this.alphas[i] * product + this.betas[i]);
        }
        return label;
    }

}
