package io.multigate.admission;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** One thread that takes 10 ms a call, and a clock that only the test moves. */
class AdmissionTests {

    private static final Duration WORK = Duration.ofMillis(10);

    private final AtomicLong clock = new AtomicLong();

    private final Admission admission = new Admission(
            new AdmissionLimits(1, 8, Duration.ofSeconds(2), Duration.ofMillis(20), Duration.ofMillis(100),
                    1000),
            this.clock::get);

    /** Calls that are inside, the first of them on the thread. */
    private final Deque<Admission.Entry> line = new ArrayDeque<>();

    private int turnedAway;

    private void arrive() {
        try {
            Admission.Entry entry = this.admission.enter();
            entry.queued();
            this.line.add(entry);
            if (this.line.size() == 1) {
                entry.started();
            }
        } catch (RejectedCallException ex) {
            assertThat(ex.reason()).isEqualTo(RejectionReason.OVERLOADED);
            this.turnedAway++;
        }
    }

    /** The thread ends its call and takes the next. */
    private void work() {
        work(WORK);
    }

    private void work(Duration took) {
        this.clock.addAndGet(took.toNanos());
        if (!this.line.isEmpty()) {
            this.line.remove().close();
        }
        if (!this.line.isEmpty()) {
            this.line.element().started();
        }
    }

    @Test
    void aBurstMayFillTheQueueAndIsWorkedOff() {
        for (int i = 0; i < 9; i++) {
            arrive();
        }
        assertThat(this.turnedAway).isZero();
        arrive();
        assertThat(this.turnedAway).isEqualTo(1);

        for (int i = 0; i < 9; i++) {
            work();
        }
        assertThat(this.admission.inside()).isZero();
    }

    @Test
    void bodiesTakeNoMoreThanTheyMayTogetherAndGiveItBack() {
        Admission.Entry first = this.admission.enter();
        first.hold(400);
        first.hold(200);
        Admission.Entry second = this.admission.enter();
        second.hold(400);

        assertThatExceptionOfType(RejectedCallException.class).isThrownBy(() -> second.hold(1))
                .satisfies((ex) -> assertThat(ex.reason()).isEqualTo(RejectionReason.MEMORY));

        second.close();
        second.close();
        first.hold(400);
        first.close();
        Admission.Entry third = this.admission.enter();
        third.hold(1000);
        third.close();
    }

    @Test
    void aStandingQueueShrinksToWhatIsWorkedOffWithinTheTargetAndTheThreadNeverRests() {
        for (int i = 0; i < 100; i++) {
            arrive();
            arrive();
            arrive();
            work();
            assertThat(this.line).as("work for the thread").isNotEmpty();
        }

        assertThat(this.line).as("one on the thread, two within the target").hasSizeLessThanOrEqualTo(3);
        assertThat(this.turnedAway).isGreaterThan(150);
    }

    @Test
    void theQueueIsWholeAgainSoonAfterTheOverload() {
        overload(100);
        for (int i = 0; i < 25; i++) {
            work();
        }
        this.turnedAway = 0;

        for (int i = 0; i < 9; i++) {
            arrive();
        }
        assertThat(this.turnedAway).isZero();
    }

    /** Twice what the thread can do. */
    private void overload(int turns) {
        for (int i = 0; i < turns; i++) {
            arrive();
            arrive();
            work();
        }
    }

    /** Eight calls at once, every 200 ms: 40 % of what the thread can do. */
    private void bursts(int count) {
        for (int i = 0; i < count; i++) {
            for (int call = 0; call < 8; call++) {
                arrive();
            }
            for (int turn = 0; turn < 20; turn++) {
                work();
            }
        }
    }

    @Test
    void burstsAreTakenAgainSoonAfterAnOverload() {
        bursts(5);
        assertThat(this.turnedAway).isZero();
        overload(95);
        bursts(4);
        this.turnedAway = 0;

        bursts(20);
        assertThat(this.turnedAway).isZero();
    }

    @Test
    void aBurstAfterASilenceIsTaken() {
        overload(95);
        while (!this.line.isEmpty()) {
            work();
        }
        this.clock.addAndGet(Duration.ofMinutes(1).toNanos());
        this.turnedAway = 0;

        bursts(1);
        assertThat(this.turnedAway).isZero();
    }

    /** Within 40 ms the interval in which its first call waited for nothing is over; nobody comes to end the next. */
    @Test
    void aBurstBeforeASilenceDoesNotMakeTheNextAStandingQueue() {
        this.clock.addAndGet(Duration.ofMillis(60).toNanos());
        for (int burst = 0; burst < 2; burst++) {
            for (int i = 0; i < 9; i++) {
                arrive();
            }
            while (!this.line.isEmpty()) {
                work();
            }
            this.clock.addAndGet(Duration.ofSeconds(5).toNanos());
        }

        assertThat(this.turnedAway).isZero();
    }

    @Test
    void sheddingGoesOnWhileTheThreadHasLittleRest() {
        for (int i = 0; i < 100; i++) {
            for (int turn = 0; turn < 10; turn++) {
                arrive();
                arrive();
                arrive();
                work();
                assertThat(i < 2 || this.line.size() <= 3).as("%d in the line of round %d", this.line.size(), i)
                        .isTrue();
            }
            for (int turn = 0; turn < 4; turn++) {
                work();
            }
        }
    }

    /** Of one call that begins in an interval nobody can say that all waited. */
    @Test
    void aFewLongCallsAreNoStandingQueue() {
        Duration longer = Duration.ofMillis(120);
        arrive();
        for (int i = 0; i < 20; i++) {
            arrive();
            arrive();
            work(longer);
            work(longer);
        }

        assertThat(this.turnedAway).isZero();
    }

    @Test
    void callsThatAreGivenUpDoNotMakeTheOthersSeemShort() {
        arrive();
        work();
        for (int i = 0; i < 100; i++) {
            Admission.Entry late = this.admission.enter(Duration.ofMillis(1));
            late.queued();
            late.started();
            this.clock.addAndGet(Duration.ofMillis(1).toNanos());
            late.close();
        }

        assertThatACallWaitsBehindThreeOthers();
    }

    @Test
    void aCallWhoseAnswerWouldComeTooLateIsTurnedAwayAtOnce() {
        arrive();
        work();

        assertThatACallWaitsBehindThreeOthers();
    }

    private void assertThatACallWaitsBehindThreeOthers() {
        arrive();
        arrive();
        arrive();

        assertThatExceptionOfType(RejectedCallException.class)
                .isThrownBy(() -> this.admission.enter(Duration.ofMillis(39)))
                .matches((ex) -> ex.reason() == RejectionReason.OVERLOADED);
        this.admission.enter(Duration.ofMillis(41)).close();
        assertThat(this.admission.inside()).isEqualTo(3);
    }

    @Test
    void aCallWhoseTimeIsUpNeverEntersAndNoneGetsMoreThanTheMost() {
        assertThatExceptionOfType(RejectedCallException.class)
                .isThrownBy(() -> this.admission.enter(Duration.ZERO))
                .matches((ex) -> ex.reason() == RejectionReason.DEADLINE);
        assertThat(this.admission.inside()).isZero();

        try (Admission.Entry entry = this.admission.enter(Duration.ofDays(9))) {
            assertThat(entry.deadline().remaining()).isEqualTo(Duration.ofSeconds(2));
        }
    }

    @Test
    void aCallThatIsLateWhenItsBodyHasComeIsNotQueued() {
        try (Admission.Entry entry = this.admission.enter(Duration.ofMillis(5))) {
            this.clock.addAndGet(Duration.ofMillis(5).toNanos());

            assertThatExceptionOfType(RejectedCallException.class).isThrownBy(entry::queued)
                    .matches((ex) -> ex.reason() == RejectionReason.DEADLINE);
        }
        assertThat(this.admission.inside()).isZero();
    }

}
