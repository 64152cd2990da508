package io.multigate.evaluation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

class IntervalTests {

    /** The exact intervals are half the chi-square quantiles with 2k and 2k + 2 degrees of freedom (Garwood 1936). */
    @ParameterizedTest
    @CsvSource({"1, 0.025318, 5.571643", "5, 1.623486, 11.668332", "20, 12.216520, 30.888380",
            "100, 81.363950, 121.626900"})
    void thePoissonIntervalIsNearlyTheExactOne(long count, double low, double high) {
        Interval interval = Interval.poisson(count);
        assertThat(interval.low()).isCloseTo(low, within(0.02));
        assertThat(interval.high()).isCloseTo(high, withinPercentage(1));
    }

    @Test
    void nothingSeenLeavesRoomForSomething() {
        assertThat(Interval.poisson(0).low()).isZero();
        assertThat(Interval.poisson(0).high()).isCloseTo(3.6889, withinPercentage(1));
        assertThatThrownBy(() -> Interval.poisson(-1)).hasMessageContaining("count is -1");
    }

    @Test
    void theCopcOfABinHasTheIntervalOfItsPositives() {
        CalibrationBin bin = new CalibrationBin(1000, 20, 25);
        assertThat(bin.copc()).isCloseTo(0.8, within(1e-12));
        assertThat(bin.copcInterval()).isEqualTo(Interval.poisson(20).dividedBy(25));
        assertThat(bin.copcInterval().contains(1)).isTrue();
        assertThat(new CalibrationBin(100_000, 2000, 2500).copcInterval().contains(1)).isFalse();
        assertThat(bin.rate()).isCloseTo(0.02, within(1e-12));
        assertThat(bin.meanPrediction()).isCloseTo(0.025, within(1e-12));
    }

    @Test
    void aBinWithoutRowsSaysNothing() {
        assertThat(CalibrationBin.EMPTY.copc()).isNaN();
        assertThat(CalibrationBin.EMPTY.rate()).isNaN();
    }

}
