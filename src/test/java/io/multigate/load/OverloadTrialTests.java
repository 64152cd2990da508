package io.multigate.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When a service has recovered from an overload, on calls made up, ten a second for five seconds. */
class OverloadTrialTests {

    private static final long TENTH = 100_000_000;

    private static final LoadOutcome NONE = new LoadOutcome(List.of());

    private final List<LoadOutcome.Call> calls = new ArrayList<>();

    OverloadTrialTests() {
        for (int i = 0; i < 50; i++) {
            this.calls.add(call(i, 0, 200));
        }
    }

    private static LoadOutcome.Call call(int number, long lateness, int status) {
        long intended = number * TENTH;
        return new LoadOutcome.Call(intended, intended + lateness, intended + lateness, status, null);
    }

    private OverloadTrial.Findings findings(int... unanswered) {
        for (int number : unanswered) {
            this.calls.set(number, call(number, 0, 503));
        }
        return new OverloadTrial.Findings(NONE, NONE, new LoadOutcome(this.calls), 0);
    }

    @Test
    void aServiceThatAnswersAtOnceHasRecoveredAtOnce() {
        assertThat(findings().recovery()).isZero();
        assertThat(findings().relapses()).isEmpty();
    }

    @Test
    void itHasRecoveredBeforeTheFirstSecondInWhichAllIsAnswered() {
        OverloadTrial.Findings findings = findings(0, 1, 5, 13);

        assertThat(findings.recovery()).isEqualTo(Duration.ofMillis(1_300));
        assertThat(findings.relapses()).isEmpty();
    }

    @Test
    void itDoesNotRecoverAsLongAsNoSecondIsAnswered() {
        assertThat(findings(4, 13, 22, 31, 40, 49).recovery()).isEqualTo(Duration.ofMillis(4_900));
    }

    @Test
    void whatIsUnansweredLaterIsARelapse() {
        OverloadTrial.Findings findings = findings(2, 30);

        assertThat(findings.recovery()).isEqualTo(Duration.ofMillis(200));
        assertThat(findings.relapses()).containsExactly(this.calls.get(30));
    }

    @Test
    void itIsNoneWhereTheGeneratorItselfWasHeldUp() {
        this.calls.set(28, call(28, 2 * TENTH, 200));

        assertThat(findings(2, 30, 45).relapses()).containsExactly(this.calls.get(45));
    }

}
