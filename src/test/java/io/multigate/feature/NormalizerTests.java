package io.multigate.feature;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NormalizerTests {

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, 1, -1, 1e-320, 1e308, -1e308, Double.MAX_VALUE, -Double.MAX_VALUE})
    void everyFiniteNumberHasAFiniteEncoding(double value) {
        List<Normalizer.Scale> scales = List.of(new Normalizer.Standard(-5, 1e-300), new Normalizer.Log1p(1, 1e-9),
                new Normalizer.MinMax(-8e307, 8e307, 0), new Normalizer.MinMax(0, 1e-300, 0));
        for (Normalizer.Scale scale : scales) {
            assertThat(scale.scale(value)).isBetween(-Normalizer.LIMIT, Normalizer.LIMIT);
            assertThat(scale.missing()).isBetween(-Normalizer.LIMIT, Normalizer.LIMIT);
        }
    }

    @Test
    void aMissingNumberIsEncodedAsTheTrainingMean() {
        assertThat(new Normalizer.Standard(7, 2).missing()).isEqualTo(new Normalizer.Standard(7, 2).scale(7));
        assertThat(new Normalizer.MinMax(0, 10, 4).missing()).isEqualTo(0.4f);
    }

    @Test
    void theLogarithmKeepsTheSign() {
        assertThat(Normalizer.Log1p.logarithm(-3)).isEqualTo(-Math.log(4));
        assertThat(Normalizer.Log1p.logarithm(3)).isEqualTo(Math.log(4));
    }

    @Test
    void aBoundBelongsToTheBucketBelowIt() {
        Normalizer.Buckets buckets = new Normalizer.Buckets(List.of(1.0, 2.0));
        assertThat(List.of(buckets.id(-9), buckets.id(1), buckets.id(1.5), buckets.id(2), buckets.id(9)))
                .containsExactly(1, 1, 2, 2, 3);
        assertThat(buckets.size()).isEqualTo(4);
    }

    @Test
    void senselessStatisticsAreRefused() {
        assertThatThrownBy(() -> new Normalizer.Standard(0, 0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new Normalizer.Log1p(0, Double.NaN)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new Normalizer.Standard(Double.NaN, 1)).hasMessageContaining("mean is NaN");
        assertThatThrownBy(() -> new Normalizer.Log1p(Double.POSITIVE_INFINITY, 1)).hasMessageContaining("mean is");
        assertThatThrownBy(() -> new Normalizer.MinMax(0, 1, Double.NaN)).hasMessageContaining("mean is NaN");
        assertThatThrownBy(() -> new Normalizer.MinMax(1, 1, 1)).hasMessageContaining("must be above minimum");
        assertThatThrownBy(() -> new Normalizer.MinMax(-1e308, 1e308, 0)).hasMessageContaining("finite range");
        assertThatThrownBy(() -> new Normalizer.Buckets(List.of(2.0, 2.0))).hasMessageContaining("increase strictly");
    }

}
