package io.multigate.scoring;

import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.multigate.evaluation.GateHealth;
import io.multigate.inference.Predictions;
import io.multigate.model.Task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The meters count what reports show. */
class GateStatisticsTests {

    private static final List<Task> TASKS = List.of(new Task("ctr", "click", null));

    private static final int ROWS = 200;

    /** [rows x experts], from nearly even gates to those that take one expert. */
    private static float[] gates(int experts) {
        Random random = new Random(experts);
        float[] gates = new float[ROWS * experts];
        for (int row = 0; row < ROWS; row++) {
            double[] shares = random.doubles(experts).map((logit) -> Math.exp(20 * random.nextDouble() * logit))
                    .toArray();
            double sum = 0;
            for (double share : shares) {
                sum += share;
            }
            for (int expert = 0; expert < experts; expert++) {
                gates[row * experts + expert] = (float) (shares[expert] / sum);
            }
        }
        return gates;
    }

    /** So many calls of 500 candidates each, all of whose gates say this. */
    private static void record(GateStatistics statistics, int calls, float... gate) {
        float[] gates = new float[500 * gate.length];
        for (int i = 0; i < gates.length; i++) {
            gates[i] = gate[i % gate.length];
        }
        for (int call = 0; call < calls; call++) {
            statistics.record(new Predictions(TASKS, new float[][]{new float[500]}, new float[][]{gates}, gate.length));
        }
    }

    private static Tally entropies(float[] gates, int experts) {
        GateStatistics statistics = new GateStatistics(TASKS, experts, Map.of());
        statistics.record(
                new Predictions(TASKS, new float[][]{new float[gates.length / experts]}, new float[][]{gates},
                        experts));
        return statistics.counted().entropies();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void theEntropyIsTheReports(int experts) {
        float[] gates = gates(experts);
        double expected = 0;
        for (int row = 0; row < ROWS; row++) {
            expected += GateHealth.normalizedEntropy(gates, row, experts);
        }

        assertThat(entropies(gates, experts).sum(0) / ROWS).isCloseTo(expected / ROWS, within(1e-3));
    }

    @Test
    void aGateOverOneExpertIsEvenRatherThanCollapsed() {
        Tally entropies = entropies(new float[]{1, 1}, 1);

        assertThat(entropies.sum(0)).isEqualTo(2);
        assertThat(entropies.count(0, Buckets.LINEAR.index(1))).isEqualTo(2);
    }

    @Test
    void theShiftIsThatOfTheLastCandidatesFromTheReference() {
        GateStatistics statistics = new GateStatistics(TASKS, 2, Map.of("ctr", List.of(1.0, 0.0)));
        assertThat(statistics.shift(0)).hasValue(Double.NaN);

        record(statistics, 24, 0, 1);
        assertThat(statistics.shift(0)).hasValue(1.0);

        record(statistics, 20, 1, 0);
        assertThat(statistics.shift(0).orElseThrow()).isCloseTo(0, within(1e-9));
        assertThat(statistics.counted().tops()).containsExactly(20 * 500, 24 * 500);
    }

    /** The entropy of 3 to 1, 0.8113 bits, less half a bit: the mean entropy of the two. */
    @Test
    void anEvenGateIsAThirdOfABitAwayFromOneThatTakesAnExpert() {
        GateStatistics statistics = new GateStatistics(TASKS, 2, Map.of("ctr", List.of(1.0, 0.0)));

        record(statistics, 1, 0.5f, 0.5f);

        assertThat(statistics.shift(0).orElseThrow()).isCloseTo(0.3113, within(1e-4));
    }

    @Test
    void withoutAReferenceOfAllExpertsThereIsNoShift() {
        assertThat(new GateStatistics(TASKS, 2, Map.of()).shift(0)).isEmpty();
        assertThat(new GateStatistics(TASKS, 2, Map.of("ctr", List.of(1.0))).shift(0)).isEmpty();
    }

}
