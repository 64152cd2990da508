package io.multigate.evaluation;

import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TaskCurvesTests {

    private final SplittableRandom random = new SplittableRandom(1);

    private final float[] predictions = new float[20_000];

    private final float[] labels = new float[20_000];

    private void draw() {
        for (int row = 0; row < this.labels.length; row++) {
            this.predictions[row] = (float) Math.pow(10, -1 - 2 * this.random.nextDouble());
            this.labels[row] = (this.random.nextDouble() < this.predictions[row]) ? 1 : 0;
        }
    }

    @Test
    void theAreaUnderTheThinnedCurveIsTheAuc() {
        draw();
        List<RocCurve.Point> points = RocCurve.of(this.predictions, this.labels).points();
        double area = 0;
        for (int i = 1; i < points.size(); i++) {
            area += (points.get(i).falsePositiveRate() - points.get(i - 1).falsePositiveRate())
                    * (points.get(i).truePositiveRate() + points.get(i - 1).truePositiveRate()) / 2;
        }
        assertThat(area).isCloseTo(RankingMetrics.auc(this.predictions, this.labels), within(2e-3));
        assertThat(points).hasSizeBetween(100, 510)
                .startsWith(new RocCurve.Point(0, 0))
                .endsWith(new RocCurve.Point(1, 1));
    }

    @Test
    void rowsOfEqualScoreShareAThreshold() {
        assertThat(RocCurve.of(new float[]{0.5f, 0.5f, 0.5f, 0.9f}, new float[]{1, 0, 0, 1}).points()).containsExactly(
                new RocCurve.Point(0, 0), new RocCurve.Point(0, 0.5), new RocCurve.Point(1, 1));
    }

    @Test
    void oneClassHasNoCurve() {
        assertThat(RocCurve.of(new float[]{0.5f}, new float[]{1}).points()).isEmpty();
        assertThat(RocCurve.of(new float[0], new float[0]).points()).isEmpty();
    }

    @Test
    void binsHoldEqualNumbersOfRowsInTheOrderOfTheirPredictions() {
        draw();
        List<CalibrationBin> bins = Calibration.bins(this.predictions, this.labels, 10);
        assertThat(bins).hasSize(10);
        assertThat(bins).extracting(CalibrationBin::rows)
                .allSatisfy((rows) -> assertThat(rows).isBetween(1999L, 2001L));
        assertThat(bins).extracting(CalibrationBin::meanPrediction).isSorted();
        CalibrationBin all = bins.stream().reduce(CalibrationBin.EMPTY, CalibrationBin::plus);
        assertThat(all.rows()).isEqualTo(20_000);
        assertThat(all.copc()).isCloseTo(Calibration.copc(this.predictions, this.labels), within(1e-9));
    }

    @Test
    void binsWithoutRowsAreLeftOut() {
        assertThat(Calibration.bins(new float[]{0.5f, 0.5f, 0.5f}, new float[]{1, 0, 0}, 3))
                .containsExactly(new CalibrationBin(3, 1, 1.5));
        assertThat(Calibration.bins(new float[0], new float[0], 3)).isEmpty();
    }

    @Test
    void theHistogramHoldsEveryRowOnceAndReachesFromTheLeastToTheGreatest() {
        ScoreHistogram histogram = ScoreHistogram.of(new float[]{0f, 0.05f, 0.05f, 1f}, new float[]{0, 0, 1, 1});
        assertThat(histogram.bounds()).hasSize(7 * 8 + 1).isSorted();
        assertThat(histogram.bounds().getFirst()).isCloseTo(1e-7, within(1e-15));
        assertThat(histogram.bounds().getLast()).isCloseTo(1, within(1e-12));
        assertThat(histogram.positives().stream().mapToLong(Long::longValue).sum()).isEqualTo(2);
        assertThat(histogram.negatives().getFirst()).isEqualTo(1);
        assertThat(histogram.positives().getLast()).isEqualTo(1);
        int bin = histogram.positives().indexOf(1L);
        assertThat(histogram.bounds().get(bin)).isLessThanOrEqualTo(0.05);
        assertThat(histogram.bounds().get(bin + 1)).isGreaterThan(0.05);
        assertThat(histogram.negatives().get(bin)).isEqualTo(1);
    }

}
