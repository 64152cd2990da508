package io.multigate.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationsTests {

    @ParameterizedTest
    @ValueSource(floats = {0, 1e-30f, 0.5f, 1, 20, 100, 1000, Float.MAX_VALUE})
    void theSigmoidIsSymmetricAndStaysWithinItsBounds(float logit) {
        float above = Activations.sigmoid(logit);
        float below = Activations.sigmoid(-logit);

        assertThat(above).isBetween(0.5f, 1f).isCloseTo(1 - below, within(1e-7f));
        assertThat(below).isBetween(0f, 0.5f);
    }

    @Test
    void theSigmoidKeepsSmallProbabilitiesApart() {
        assertThat(Activations.sigmoid(-50)).isCloseTo(1.9287498e-22f, within(1e-28f));
    }

    @Test
    void theSoftmaxOfGreatLogitsDoesNotOverflow() {
        float[] weights = new float[5];

        Activations.softmax(new float[]{9, 3e38f, 3e38f, -3e38f, 9}, 1, weights, 2, 3);

        assertThat(weights).containsExactly(0, 0, 0.5f, 0.5f, 0);
    }

    @Test
    void theSoftmaxIsTheRatioOfTheExponentials() {
        float[] weights = new float[2];

        Activations.softmax(new float[]{0, (float) Math.log(3)}, 0, weights, 0, 2);

        assertThat(weights[0]).isCloseTo(0.25f, within(1e-7f));
        assertThat(weights[1]).isCloseTo(0.75f, within(1e-7f));
    }

}
