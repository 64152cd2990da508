package io.multigate.web;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProbabilityTextTests {

    private final ProbabilityText text = new ProbabilityText();

    @ParameterizedTest
    @ValueSource(floats = {0f, 1f, 0.5f, 0.1f, 0.01f, 0.001f, 0.002f, 0.3f, 0.25f, 0.123f, 1e-4f, 1.5e-7f,
            Float.MIN_NORMAL})
    void valuesAtTheEdgesReadAsTheJdkWritesThem(float value) {
        assertAsTheJdk(value);
        assertAsTheJdk(Math.nextUp(value));
        assertAsTheJdk(Math.max(0, Math.nextDown(value)));
    }

    @Test
    void neighboursOfPowersOfTwoReadAsTheJdkWritesThem() {
        for (float power = 1; power > 1e-12f; power /= 2) {
            assertAsTheJdk(power);
            assertAsTheJdk(Math.nextUp(power));
            assertAsTheJdk(Math.nextDown(power));
        }
    }

    /** Lies in the middle between two texts of eight digits that count. */
    @Test
    void aTieFallsToTheEvenDigit() {
        assertAsTheJdk(0.05957031f);
    }

    @Test
    void anyProbabilityReadsAsTheJdkWritesIt() {
        Random random = new Random(17);
        for (int i = 0; i < 500_000; i++) {
            assertAsTheJdk(random.nextFloat());
            assertAsTheJdk((float) Math.pow(10, -6 * random.nextDouble()));
        }
    }

    private void assertAsTheJdk(float value) {
        this.text.write(value);
        assertThat(new String(this.text.characters(), 0, this.text.length())).isEqualTo(Float.toString(value));
    }

}
