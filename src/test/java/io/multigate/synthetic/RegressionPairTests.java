package io.multigate.synthetic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class RegressionPairTests {

    private static final int ROWS = 3000;

    @TempDir
    private Path folder;

    private Path write(double correlation, long seed) throws IOException {
        Path file = this.folder.resolve(correlation + "-" + seed + ".csv");
        new RegressionPair(correlation, 1, seed).write(file, ROWS, (_) -> {
        });
        return file;
    }

    /** [column][row] */
    private static double[][] columns(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        double[][] columns = new double[102][lines.size() - 1];
        for (int row = 0; row < columns[0].length; row++) {
            double[] values = Arrays.stream(lines.get(row + 1).split(",")).mapToDouble(Double::parseDouble).toArray();
            for (int column = 0; column < columns.length; column++) {
                columns[column][row] = values[column];
            }
        }
        return columns;
    }

    @Test
    void theLabelsCorrelateTheMoreTheMoreTheWeightsAreAlike() throws IOException {
        double previous = -0.05;
        for (double p : new double[]{0, 0.5, 0.9, 1}) {
            double[][] columns = columns(write(p, 1));
            double found = Correlation.of(columns[100], columns[101]);
            assertThat(found).as("p = %s", p).isGreaterThan(previous + 0.04);
            previous = found;
        }
        // At 1 they differ by their noise alone.
        assertThat(previous).isGreaterThan(0.98);
        double[][] independent = columns(write(0, 1));
        assertThat(Correlation.of(independent[100], independent[101])).isCloseTo(0, within(0.06));
    }

    @Test
    void featuresAreStandardNormalAndNamedInTheHeader() throws IOException {
        Path file = write(0.5, 1);
        try (var lines = Files.lines(file)) {
            assertThat(lines.findFirst().orElseThrow()).startsWith("x0,x1,").endsWith(",x99,y1,y2");
        }
        double[] x = columns(file)[42];
        assertThat(Arrays.stream(x).average().orElseThrow()).isCloseTo(0, within(0.1));
        assertThat(Arrays.stream(x).map((value) -> value * value).average().orElseThrow()).isCloseTo(1, within(0.15));
    }

    @Test
    void theSameSeedWritesTheSameBytesAndAnotherOneOtherRows() throws IOException {
        byte[] first = Files.readAllBytes(write(0.5, 1));
        assertThat(Files.readAllBytes(write(0.5, 1))).isEqualTo(first);
        assertThat(Files.readAllBytes(write(0.5, 2))).isNotEqualTo(first);
    }

    @Test
    void aCorrelationBeyondOneIsRefused() {
        assertThatThrownBy(() -> new RegressionPair(1.1, 1, 1))
                .hasMessage("correlation is 1.1; it must lie in [-1, 1]");
    }

}
