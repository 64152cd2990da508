package io.multigate.evaluation;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class RankingMetricsTests {

    @Test
    void aucCountsTheWellOrderedPairs() {
        // Positives 0.8 and 0.3, negatives 0.5, 0.2, 0.1: five of six pairs are in order.
        float[] scores = {0.5f, 0.8f, 0.2f, 0.3f, 0.1f};
        float[] labels = {0, 1, 0, 1, 0};
        assertThat(RankingMetrics.auc(scores, labels)).isCloseTo(5 / 6.0, within(1e-12));
    }

    @Test
    void tiedPairsCountOneHalf() {
        // Pairs: (0.5, 0.5) a half, (0.5, 0.1) one, (0.9, 0.5) one, (0.9, 0.1) one.
        assertThat(RankingMetrics.auc(new float[]{0.5f, 0.5f, 0.9f, 0.1f}, new float[]{1, 0, 1, 0}))
                .isCloseTo(3.5 / 4, within(1e-12));
        assertThat(RankingMetrics.auc(new float[]{0f, -0f, 0f}, new float[]{1, 0, 0})).isEqualTo(0.5);
    }

    @Test
    void aScoreThatIsNoNumberHasNoRank() {
        assertThatThrownBy(() -> RankingMetrics.auc(new float[]{0.5f, Float.NaN}, new float[]{1, 0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the score of row 1 is NaN");
    }

    @Test
    void aucEqualsThePairwiseDefinitionOnRandomScores() {
        RandomGenerator random = new SplittableRandom(1);
        for (int trial = 0; trial < 50; trial++) {
            float[] scores = new float[40];
            float[] labels = new float[40];
            for (int row = 0; row < 40; row++) {
                scores[row] = random.nextInt(12) - 6;
                labels[row] = random.nextInt(3) == 0 ? 1 : 0;
            }
            labels[0] = 1;
            labels[1] = 0;
            assertThat(RankingMetrics.auc(scores, labels)).isCloseTo(pairwise(scores, labels), within(1e-12));
        }
    }

    private static double pairwise(float[] scores, float[] labels) {
        double ordered = 0;
        double pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (labels[i] > labels[j]) {
                    pairs++;
                    ordered += (scores[i] > scores[j]) ? 1 : (scores[i] == scores[j]) ? 0.5 : 0;
                }
            }
        }
        return ordered / pairs;
    }

    @Test
    void aucIsUndefinedWithoutBothClasses() {
        assertThat(RankingMetrics.auc(new float[]{0.1f, 0.2f}, new float[]{1, 1})).isNaN();
        assertThat(RankingMetrics.auc(new float[0], new float[0])).isNaN();
    }

    @Test
    void gaucWeighsEachGroupByItsRowsAndLeavesOutThoseOfOneClass() {
        float[] scores = {0.9f, 0.1f, 0.2f, 0.8f, 0.1f, 0.7f};
        float[] labels = {1, 0, 1, 0, 0, 1};
        int[] groups = {7, 7, -3, -3, -3, 5};
        // Group 7: AUC 1 over 2 rows; group -3: 1 of 2 pairs over 3 rows; group 5 has no negative row.
        assertThat(RankingMetrics.gauc(scores, labels, groups)).isCloseTo((1 * 2 + 0.5 * 3) / 5, within(1e-12));
        assertThat(RankingMetrics.gauc(scores, labels, new int[]{1, 2, 3, 4, 5, 6})).isNaN();
    }

    @Test
    void logLossIsTheMeanCrossEntropy() {
        float[] probabilities = {0.25f, 0.5f};
        double expected = -(Math.log(0.25) + Math.log(0.5)) / 2;
        assertThat(RankingMetrics.logLoss(probabilities, new float[]{1, 0})).isCloseTo(expected, within(1e-12));
    }

    @Test
    void aConfidentErrorCostsMuchButNotInfinity() {
        assertThat(RankingMetrics.logLoss(new float[]{0f}, new float[]{1})).isCloseTo(-Math.log(1e-7), within(1e-9));
        assertThat(RankingMetrics.logLoss(new float[]{1f}, new float[]{0})).isCloseTo(-Math.log(1e-7), within(1e-6));
    }

    @Test
    void unequalLengthsAreRefused() {
        assertThatThrownBy(() -> RankingMetrics.auc(new float[1], new float[2])).hasMessageContaining("2 labels");
        assertThatThrownBy(() -> RankingMetrics.gauc(new float[1], new float[1], new int[2]))
                .hasMessageContaining("2 groups");
    }

    /** Of the pairs of rows, each in both orders, by definition. */
    @Test
    void expectedAucIsWhatDrawnLabelsGiveOnAverage() {
        float[] scores = {0.1f, 0.4f, 0.4f, 0.9f, 0.2f};
        float[] probabilities = {0.3f, 0.1f, 0.8f, 0.5f, 0f};
        double ordered = 0;
        double pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                double weight = (i == j) ? 0 : probabilities[i] * (1.0 - probabilities[j]);
                pairs += weight;
                ordered += weight * ((scores[i] > scores[j]) ? 1 : (scores[i] == scores[j]) ? 0.5 : 0);
            }
        }
        assertThat(RankingMetrics.expectedAuc(scores, probabilities)).isCloseTo(ordered / pairs, within(1e-6));
        assertThat(RankingMetrics.expectedAuc(scores, new float[]{0, 1, 0, 1, 0}))
                .isCloseTo(RankingMetrics.auc(scores, new float[]{0, 1, 0, 1, 0}), within(1e-12));
        assertThat(RankingMetrics.expectedAuc(scores, new float[5])).isNaN();
    }

}
