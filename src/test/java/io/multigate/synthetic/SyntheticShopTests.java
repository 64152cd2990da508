package io.multigate.synthetic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.multigate.evaluation.RankingMetrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SyntheticShopTests {

    @TempDir
    private Path folder;

    @Test
    void equalSeedsGiveEqualFiles() throws IOException {
        assertThat(generate(3, 5, 500)).hasSameBinaryContentAs(generate(3, 5, 500));
    }

    @Test
    void anotherSeedDrawsOtherImpressionsOfTheSameWorld() throws IOException {
        List<Map<String, String>> first = read(generate(3, 5, 3000));
        List<Map<String, String>> second = read(generate(3, 6, 3000));
        assertThat(first).isNotEqualTo(second);
        assertThat(first.get(0)).isNotEqualTo(second.get(0));
        Map<String, String> categories = new LinkedHashMap<>();
        first.forEach((row) -> categories.put(row.get("item_id"), row.get("category") + row.get("price")));
        assertThat(second).filteredOn((row) -> categories.containsKey(row.get("item_id")))
                .hasSizeGreaterThan(1000)
                .allSatisfy((row) -> assertThat(row.get("category") + row.get("price"))
                        .isEqualTo(categories.get(row.get("item_id"))));
    }

    @Test
    void aLongerLogBeginsWithTheShorterOne() throws IOException {
        assertThat(read(generate(3, 5, 400)).subList(0, 300)).isEqualTo(read(generate(3, 5, 300)));
    }

    @Test
    void theFunnelIsAsInAShop() throws IOException {
        Draw draw = Draw.of(read(generate(1, 11, 150_000)));
        assertThat(mean(draw.clicks)).isCloseTo(0.04, within(0.006));
        double clicks = mean(draw.clicks) * draw.clicks.length;
        assertThat(mean(draw.conversions) * draw.clicks.length / clicks).isCloseTo(0.06, within(0.012));
        assertThat(mean(draw.pCtr)).isCloseTo(mean(draw.clicks), within(0.002));
        assertThat(Correlation.of(logits(draw.pCtr), logits(draw.pCvr))).isBetween(0.3, 0.8);
        double clickedCvr = 0;
        for (int row = 0; row < draw.pCvr.length; row++) {
            clickedCvr += draw.clicks[row] * draw.pCvr[row] / clicks;
        }
        assertThat(clickedCvr / mean(draw.pCvr)).as("conversion rate of clicked rows over that of all")
                .isGreaterThan(1.2);
    }

    @Test
    void singleFeaturesDoNotExplainTheClicks() throws IOException {
        int rows = 240_000;
        int fit = rows * 3 / 4;
        Draw draw = Draw.of(read(generate(1, 12, rows)));
        SingleFeatureRegression regression = new SingleFeatureRegression();
        List<int[]> encoded = draw.rows.stream().map(regression::encode).toList();
        regression.fit(encoded.subList(0, fit), Arrays.copyOf(draw.clicks, fit), 3);
        float[] scores = new float[rows - fit];
        for (int row = fit; row < rows; row++) {
            scores[row - fit] = regression.logit(encoded.get(row));
        }
        float[] labels = Arrays.copyOfRange(draw.clicks, fit, rows);
        double oracle = RankingMetrics.auc(Arrays.copyOfRange(draw.pCtr, fit, rows), labels);
        double regressionAuc = RankingMetrics.auc(scores, labels);
        float[] ctcvr = new float[rows];
        for (int i = 0; i < rows; i++)
            ctcvr[i] = draw.pCtr[i] * draw.pCvr[i];
        assertThat(oracle).isBetween(0.70, 0.85);
        assertThat(regressionAuc).isBetween(0.6, oracle - 0.02);
    }

    private record Draw(List<Map<String, String>> rows, float[] clicks, float[] conversions, float[] pCtr,
            float[] pCvr) {

        static Draw of(List<Map<String, String>> rows) {
            return new Draw(rows, column(rows, "click"), column(rows, "conversion"), column(rows, "true_pctr"),
                    column(rows, "true_pcvr"));
        }

        private static float[] column(List<Map<String, String>> rows, String name) {
            float[] column = new float[rows.size()];
            for (int row = 0; row < column.length; row++) {
                column[row] = Float.parseFloat(rows.get(row).get(name));
            }
            return column;
        }

    }

    private Path generate(long world, long seed, long rows) throws IOException {
        Path file = Files.createTempFile(this.folder, "shop", ".csv.gz");
        new SyntheticShop(world, seed).write(file, rows, (written) -> {
        });
        return file;
    }

    private static List<Map<String, String>> read(Path file) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            String[] names = lines.readLine().split(",", -1);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] values = line.split(",", -1);
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < names.length; i++) {
                    row.put(names[i], values[i]);
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static double[] logits(float[] probabilities) {
        double[] logits = new double[probabilities.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = Math.log(probabilities[i] / (1 - probabilities[i]));
        }
        return logits;
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

}
