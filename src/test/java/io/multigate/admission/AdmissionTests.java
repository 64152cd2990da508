package io.multigate.admission;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Places, bodies and deadlines. */
class AdmissionTests {

    private final OneThread thread = new OneThread();

    @Test
    void aBurstMayFillTheQueueAndIsWorkedOff() {
        for (int i = 0; i < 9; i++) {
            this.thread.arrive();
        }
        assertThat(this.thread.turnedAway()).isZero();
        this.thread.arrive();
        assertThat(this.thread.turnedAway()).isEqualTo(1);

        for (int i = 0; i < 9; i++) {
            this.thread.work();
        }
        assertThat(this.thread.admission.inside()).isZero();
    }

    @Test
    void bodiesTakeNoMoreThanTheyMayTogetherAndGiveItBack() {
        Admission.Entry first = this.thread.admission.enter();
        first.hold(400);
        first.hold(200);
        Admission.Entry second = this.thread.admission.enter();
        second.hold(400);

        assertThatExceptionOfType(RejectedCallException.class).isThrownBy(() -> second.hold(1))
                .satisfies((ex) -> assertThat(ex.reason()).isEqualTo(RejectionReason.MEMORY));

        second.close();
        second.close();
        first.hold(400);
        first.close();
        Admission.Entry third = this.thread.admission.enter();
        third.hold(1000);
        third.close();
    }

    @Test
    void callsThatAreGivenUpDoNotMakeTheOthersSeemShort() {
        this.thread.arrive();
        this.thread.work();
        for (int i = 0; i < 100; i++) {
            Admission.Entry late = this.thread.admission.enter(Duration.ofMillis(1));
            late.queued();
            late.started();
            this.thread.pass(Duration.ofMillis(1));
            late.close();
        }

        assertThatACallWaitsBehindThreeOthers();
    }

    @Test
    void aCallWhoseAnswerWouldComeTooLateIsTurnedAwayAtOnce() {
        this.thread.arrive();
        this.thread.work();

        assertThatACallWaitsBehindThreeOthers();
    }

    private void assertThatACallWaitsBehindThreeOthers() {
        this.thread.arrive();
        this.thread.arrive();
        this.thread.arrive();

        assertThatExceptionOfType(RejectedCallException.class)
                .isThrownBy(() -> this.thread.admission.enter(Duration.ofMillis(39)))
                .matches((ex) -> ex.reason() == RejectionReason.OVERLOADED);
        this.thread.admission.enter(Duration.ofMillis(41)).close();
        assertThat(this.thread.admission.inside()).isEqualTo(3);
    }

    @Test
    void aCallWhoseTimeIsUpNeverEntersAndNoneGetsMoreThanTheMost() {
        assertThatExceptionOfType(RejectedCallException.class)
                .isThrownBy(() -> this.thread.admission.enter(Duration.ZERO))
                .matches((ex) -> ex.reason() == RejectionReason.DEADLINE);
        assertThat(this.thread.admission.inside()).isZero();

        try (Admission.Entry entry = this.thread.admission.enter(Duration.ofDays(9))) {
            assertThat(entry.deadline().remaining()).isEqualTo(Duration.ofSeconds(2));
        }
    }

    @Test
    void aCallThatIsLateWhenItsBodyHasComeIsNotQueued() {
        try (Admission.Entry entry = this.thread.admission.enter(Duration.ofMillis(5))) {
            this.thread.pass(Duration.ofMillis(5));

            assertThatExceptionOfType(RejectedCallException.class).isThrownBy(entry::queued)
                    .matches((ex) -> ex.reason() == RejectionReason.DEADLINE);
        }
        assertThat(this.thread.admission.inside()).isZero();
    }

}
