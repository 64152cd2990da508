package io.multigate.evaluation;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

class AucDifferenceTests {

    private static final int ROWS = 600;

    /** Two scores, of which the second knows less, for rows of which a tenth is positive. */
    private static AucDifference draw(SplittableRandom random) {
        float[] scores = new float[ROWS];
        float[] others = new float[ROWS];
        float[] labels = new float[ROWS];
        for (int row = 0; row < ROWS; row++) {
            labels[row] = (row % 10 == 0) ? 1 : 0;
            double known = labels[row] + random.nextGaussian();
            scores[row] = (float) known;
            // Rounded, so that there are ties.
            others[row] = Math.round(2 * (known + random.nextGaussian()));
        }
        AucDifference difference = AucDifference.of(scores, others, labels);
        assertThat(difference.before()).isCloseTo(RankingMetrics.auc(scores, labels), within(1e-9));
        assertThat(difference.after()).isCloseTo(RankingMetrics.auc(others, labels), within(1e-9));
        return difference;
    }

    @Test
    void theStandardErrorIsTheSpreadOfTheDropAmongSamples() {
        SplittableRandom random = new SplittableRandom(1);
        AucDifference[] samples = IntStream.range(0, 2000).mapToObj((_) -> draw(random)).toArray(AucDifference[]::new);
        double mean = IntStream.range(0, samples.length).mapToDouble((i) -> samples[i].drop()).average().orElseThrow();
        double variance = IntStream.range(0, samples.length)
                .mapToDouble((i) -> (samples[i].drop() - mean) * (samples[i].drop() - mean))
                .average()
                .orElseThrow();
        double claimed = IntStream.range(0, samples.length)
                .mapToDouble((i) -> samples[i].standardError())
                .average()
                .orElseThrow();
        assertThat(mean).isGreaterThan(0.05);
        assertThat(claimed).isCloseTo(Math.sqrt(variance), withinPercentage(6));
    }

    @Test
    void theIntervalHoldsTheDropInTheMiddle() {
        AucDifference difference = new AucDifference(0.8, 0.7, 0.01);
        assertThat(difference.drop()).isCloseTo(0.1, within(1e-12));
        assertThat(difference.dropInterval().low()).isCloseTo(0.1 - 0.0196, within(1e-4));
        assertThat(difference.dropInterval().high()).isCloseTo(0.1 + 0.0196, within(1e-4));
    }

    @Test
    void equalScoresDifferInNothing() {
        float[] scores = {0.1f, 0.4f, 0.4f, 0.9f};
        assertThat(AucDifference.of(scores, scores, new float[]{0, 1, 0, 1}))
                .isEqualTo(new AucDifference(0.875, 0.875, 0));
    }

    @Test
    void ofASingleRowOfAClassNobodyKnowsTheSpread() {
        AucDifference difference = AucDifference.of(new float[]{1, 2, 3}, new float[]{2, 1, 3}, new float[]{0, 1, 0});
        assertThat(difference.drop()).isEqualTo(0.5);
        assertThat(difference.standardError()).isNaN();
    }

    @Test
    void withoutAClassNothingIsSaid() {
        AucDifference difference = AucDifference.of(new float[]{1, 2}, new float[]{2, 1}, new float[2]);
        assertThat(difference.drop()).isNaN();
        assertThat(difference.standardError()).isNaN();
    }

}
