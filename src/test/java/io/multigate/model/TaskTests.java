package io.multigate.model;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TaskTests {

    @Test
    void aRegressionIsGivenNothing() {
        assertThatThrownBy(() -> new Task("spend", "amount", "ctr", TaskKind.REGRESSION))
                .hasMessage("task 'spend' is a regression and is given 'ctr'; only a binary task can be given another"
                        + " one");
    }

    @Test
    void noTaskIsGivenARegression() {
        List<Task> tasks = List.of(new Task("ctr", "click", null), Task.regression("spend", "amount"),
                new Task("cvr", "conversion", "spend"));
        assertThatThrownBy(() -> new ModelSpec.EsmmSpec(tasks, Map.of(), List.of()))
                .hasMessage("task 'cvr' is given 'spend', which must be a binary task that stands before it;"
                        + " available: [ctr]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ctcvr", "pCTR", "pCVR", "pCTCVR", "pctr", "pcvr", "pctcvr"})
    void noTaskTakesANameThatTheFunnelGivesItsScores(String name) {
        Task other = new Task(name, "liked", null);
        List<Task> funnel = List.of(new Task("ctr", "click", null), new Task("cvr", "conversion", "ctr"), other);
        assertThatThrownBy(() -> new ModelSpec.EsmmSpec(funnel, Map.of(), List.of()))
                .hasMessage("task '" + name + "' has a name that the funnel of ctr and cvr gives one of its scores:"
                        + " [ctcvr, pCTR, pCVR, pCTCVR]");
        assertThat(new ModelSpec.EsmmSpec(List.of(other), Map.of(), List.of()).tasks()).containsExactly(other);
    }

    @Test
    void noTaskTakesTheNameOfAJointProbability() {
        List<Task> tasks = List.of(new Task("ctr", "click", null), new Task("cart", "carted", "ctr"),
                Task.regression("ctr-cart", "amount"));
        assertThatThrownBy(() -> new ModelSpec.EsmmSpec(tasks, Map.of(), List.of()))
                .hasMessage("task 'cart' together with what it is given is called 'ctr-cart', and so is something else;"
                        + " give one of them another name");
        assertThat(new ModelSpec.EsmmSpec(tasks.subList(0, 2), Map.of(), List.of()).tasks()).hasSize(2);
    }

    @Test
    void theFormulaSaysWhatIsPredicted() {
        assertThat(new Task("cvr", "conversion", "ctr").formula()).isEqualTo("cvr = P(conversion | ctr)");
        assertThat(Task.regression("spend", "amount").formula()).isEqualTo("spend = E(amount)");
    }

}
