package io.multigate.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What comes of an overload, on calls made up: of the recovery, ten a second for five seconds. */
class OverloadTrialTests {

    private static final long TENTH = 100_000_000;

    private static final LoadOutcome NONE = new LoadOutcome(List.of());

    private final List<LoadOutcome.Call> calls = new ArrayList<>();

    OverloadTrialTests() {
        for (int i = 0; i < 50; i++) {
            this.calls.add(call(i, 0, 200));
        }
    }

    private static LoadOutcome.Call call(long intended) {
        return new LoadOutcome.Call(intended, intended, intended, 200, null);
    }

    private static LoadOutcome.Call call(int number, long lateness, int status) {
        long intended = number * TENTH;
        return new LoadOutcome.Call(intended, intended + lateness, intended + lateness, status, null);
    }

    private OverloadTrial.Findings findings(int... unanswered) {
        for (int number : unanswered) {
            this.calls.set(number, call(number, 0, 503));
        }
        return new OverloadTrial.Findings(NONE, List.of(NONE), List.of(NONE), new LoadOutcome(this.calls), 0);
    }

    /** So many right answers a second, for five seconds. */
    private static LoadOutcome answered(int rate) {
        List<LoadOutcome.Call> answered = new ArrayList<>();
        for (int i = 0; i <= 5 * rate; i++) {
            answered.add(call(i * 10L * TENTH / rate));
        }
        return new LoadOutcome(answered);
    }

    @Test
    void anOverloadIsHeldToThePeaksBeforeAndAfterIt() {
        OverloadTrial.Findings findings = new OverloadTrial.Findings(answered(80),
                List.of(answered(100), answered(100), answered(60), answered(20)),
                List.of(answered(90), answered(72), answered(20)), NONE, 0);

        assertThat(findings.goodput()).isCloseTo(0.9, within(0.01));
        assertThat(findings.peak()).isCloseTo(80, within(0.5));
        assertThat(findings.noise()).isCloseTo(1.25, within(0.01));
        assertThat(findings.wear()).isCloseTo(0.2, within(0.01));
    }

    @Test
    void whoNeverHadAConnectionIsCountedApart() {
        LoadOutcome reset = new LoadOutcome(List.of(call(0, 0, 503), call(1, 0, LoadOutcome.REFUSED)));
        OverloadTrial.Findings overload = new OverloadTrial.Findings(NONE, List.of(NONE), List.of(reset), NONE, 0);
        OverloadTrial.Findings peak = new OverloadTrial.Findings(NONE, List.of(reset), List.of(NONE), NONE, 0);

        assertThat(overload.reset().calls()).hasSize(1);
        assertThat(overload.faults()).isEmpty();
        assertThat(peak.faults()).hasSize(1);
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

    @Test
    void norIsItLateThenToRecover() {
        this.calls.set(19, call(19, 2 * TENTH, 200));

        assertThat(findings(2, 11, 20).recovery()).isEqualTo(Duration.ofMillis(200));
    }

}
