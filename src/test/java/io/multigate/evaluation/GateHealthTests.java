package io.multigate.evaluation;

import java.util.List;
import java.util.Map;

import io.multigate.evaluation.GateHealth.TaskGate;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class GateHealthTests {

    private static TaskGate gate(String task, Double... means) {
        return new TaskGate(task, 1, List.of(means), List.of(means), 0.5, List.of());
    }

    @Test
    void theEntropyIsOneForAnEvenGateAndZeroForOneThatChooses() {
        float[] weights = {0.25f, 0.25f, 0.25f, 0.25f, 0, 1, 0, 0, 0.5f, 0.5f, 0, 0};
        assertThat(GateHealth.normalizedEntropy(weights, 0, 4)).isCloseTo(1, within(1e-12));
        assertThat(GateHealth.normalizedEntropy(weights, 1, 4)).isZero();
        assertThat(GateHealth.normalizedEntropy(weights, 2, 4)).isCloseTo(0.5, within(1e-12));
        assertThat(GateHealth.normalizedEntropy(new float[]{1}, 0, 1)).isEqualTo(1);
    }

    @Test
    void theTopExpertHasTheGreatestWeightOfItsRow() {
        float[] weights = {0.1f, 0.7f, 0.2f, 0.4f, 0.2f, 0.4f};
        assertThat(GateHealth.top(weights, 0, 3)).isEqualTo(1);
        assertThat(GateHealth.top(weights, 1, 3)).isZero();
    }

    @Test
    void theCosineIsOneForEqualMixturesAndZeroForStrangers() {
        assertThat(GateHealth.cosine(List.of(0.2, 0.8), List.of(0.2, 0.8))).isCloseTo(1, within(1e-12));
        assertThat(GateHealth.cosine(List.of(1.0, 0.0), List.of(0.0, 1.0))).isZero();
        assertThat(GateHealth.cosine(List.of(1.0, 0.0), List.of(0.5, 0.5))).isCloseTo(Math.sqrt(0.5), within(1e-12));
        assertThatThrownBy(() -> GateHealth.cosine(List.of(1.0), List.of(0.5, 0.5)))
                .hasMessage("1 weights, but 2 others");
    }

    @Test
    void anExpertIsDeadWhenNoGateMakesUseOfIt() {
        GateHealth health = new GateHealth(
                List.of(gate("ctr", 0.01, 0.01, 0.48, 0.5), gate("cvr", 0.02, 0.5, 0.47, 0.01)));
        assertThat(health.experts()).isEqualTo(4);
        assertThat(health.deadExperts()).containsExactly(0);
        assertThat(health.cosine(0, 0)).isCloseTo(1, within(1e-12));
        assertThat(health.cosine(0, 1)).isEqualTo(health.cosine(1, 0)).isLessThan(0.8);
        assertThatThrownBy(() -> new GateHealth(List.of())).hasMessage("gates need at least one task");
    }

    @Test
    void theFiguresAreThoseOfEachGateAndOfAllTogether() {
        TaskGate ctr = gate("ctr", 0.0, 1.0);
        TaskGate cvr = gate("cvr", 0.5, 0.5);

        assertThat(new GateHealth(List.of(ctr, cvr, gate("buy", 0.0, 1.0))).figures()).isEqualTo(
                Map.of("ctr", Map.of("gateEntropy", 0.5, "gateTopShare", 1.0), "cvr",
                        Map.of("gateEntropy", 0.5, "gateTopShare", 0.5), "buy",
                        Map.of("gateEntropy", 0.5, "gateTopShare", 1.0), "gates",
                        Map.of("deadExperts", 0.0, "cosine", (1 + 2 * Math.sqrt(0.5)) / 3)));
        assertThat(new GateHealth(List.of(ctr)).figures().get("gates")).isEqualTo(Map.of("deadExperts", 1.0));
    }

    @Test
    void batchesAddUp() {
        GateTally tally = new GateTally("ctr", 2);
        tally.add(new float[]{1, 0, 0.5f, 0.5f});
        tally.add(new float[]{0.25f, 0.75f, 0, 1});

        TaskGate gate = tally.gate();

        assertThat(gate.rows()).isEqualTo(4);
        assertThat(gate.meanWeights()).containsExactly(1.75 / 4, 2.25 / 4);
        assertThat(gate.topShares()).containsExactly(0.5, 0.5);
        assertThat(gate.greatestTopShare()).isEqualTo(0.5);
        double uneven = -(0.25 * Math.log(0.25) + 0.75 * Math.log(0.75)) / Math.log(2);
        assertThat(gate.meanEntropy()).isCloseTo((1 + uneven) / 4, within(1e-7));
        assertThat(gate.entropies()).hasSize(GateHealth.ENTROPY_BINS);
        assertThat(gate.entropies().getFirst()).isEqualTo(2);
        assertThat(gate.entropies().getLast()).isEqualTo(1);
        assertThat(gate.entropies().get((int) (uneven * GateHealth.ENTROPY_BINS))).isEqualTo(1);
    }

}
