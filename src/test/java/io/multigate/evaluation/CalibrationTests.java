package io.multigate.evaluation;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class CalibrationTests {

    @Test
    void copcIsTheSumOfLabelsOverTheSumOfPredictions() {
        assertThat(Calibration.copc(new float[]{0.25f, 0.25f, 0.5f, 0.5f}, new float[]{1, 0, 1, 1}))
                .isCloseTo(3 / 1.5, within(1e-12));
        assertThat(Calibration.copc(new float[]{0f}, new float[]{0})).isNaN();
    }

    @Test
    void eceIsTheWeightedDistanceOfTheBinsMeans() {
        float[] predictions = {0.75f, 0.125f, 0.5f, 0.25f};
        float[] labels = {1, 0, 0, 1};
        // Bins of two by prediction: {0.125, 0.25} with labels {0, 1}, {0.5, 0.75} with labels {0, 1}.
        double first = Math.abs(1 - 0.375) / 4;
        double second = Math.abs(1 - 1.25) / 4;
        assertThat(Calibration.ece(predictions, labels, 2)).isCloseTo(first + second, within(1e-12));
    }

    @Test
    void errorsOfOppositeSignCancelWithinABinAlone() {
        float[] predictions = {0.25f, 0.75f};
        float[] labels = {1, 0};
        assertThat(Calibration.ece(predictions, labels, 1)).isCloseTo(0, within(1e-12));
        assertThat(Calibration.ece(predictions, labels, 2)).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void rowsOfEqualPredictionShareABin() {
        float[] predictions = {0.5f, 0.5f, 0.5f, 0.5f};
        assertThat(Calibration.ece(predictions, new float[]{0, 0, 1, 1}, 4)).isCloseTo(0, within(1e-12));
        assertThat(Calibration.ece(predictions, new float[]{1, 0, 1, 1}, 4)).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void moreBinsThanRowsAreAllowedAndNoneIsNot() {
        assertThat(Calibration.ece(new float[]{0.25f}, new float[]{1})).isCloseTo(0.75, within(1e-12));
        assertThat(Calibration.ece(new float[0], new float[0])).isNaN();
        assertThatThrownBy(() -> Calibration.ece(new float[1], new float[1], 0)).hasMessageContaining("bins is 0");
    }

}
