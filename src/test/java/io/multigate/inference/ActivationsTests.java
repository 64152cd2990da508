package io.multigate.inference;

import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ActivationsTests {

    static Stream<Kernel> kernels() {
        return Stream.of(Kernels.PLAIN, Kernels.FASTEST);
    }

    private static float sigmoid(Kernel kernel, float logit) {
        float[] probabilities = new float[2];
        Activations.sigmoid(kernel, new float[]{logit}, probabilities, 1, 1);
        return probabilities[1];
    }

    private static float[] softmax(Kernel kernel, float... logits) {
        float[] powers = new float[logits.length];
        Activations.exponents(logits, 0, powers, 0, logits.length);
        kernel.exp(powers, logits.length);
        float[] shares = new float[logits.length];
        Activations.shares(powers, 0, shares, 0, logits.length);
        return shares;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void theSigmoidIsSymmetricAndStaysWithinItsBounds(Kernel kernel) {
        for (float logit : new float[]{0, 1e-30f, 0.5f, 1, 20, 100, 1000, Float.MAX_VALUE}) {
            float above = sigmoid(kernel, logit);
            float below = sigmoid(kernel, -logit);

            assertThat(above).isBetween(0.5f, 1f).isCloseTo(1 - below, within(1e-7f));
            assertThat(below).isBetween(0f, 0.5f);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void theSigmoidKeepsSmallProbabilitiesApart(Kernel kernel) {
        assertThat(sigmoid(kernel, -50)).isCloseTo(1.9287498e-22f, within(1e-28f));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void theSoftmaxOfGreatLogitsDoesNotOverflow(Kernel kernel) {
        assertThat(softmax(kernel, 3e38f, 3e38f, -3e38f)).containsExactly(0.5f, 0.5f, 0);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void theSoftmaxIsTheRatioOfTheExponentials(Kernel kernel) {
        float[] weights = softmax(kernel, 0, (float) Math.log(3));

        assertThat(weights[0]).isCloseTo(0.25f, within(1e-7f));
        assertThat(weights[1]).isCloseTo(0.75f, within(1e-7f));
    }

}
