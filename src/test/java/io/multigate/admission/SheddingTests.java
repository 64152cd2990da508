package io.multigate.admission;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is a standing queue and what is not, as callers meet it. */
class SheddingTests {

    private final OneThread thread = new OneThread();

    @Test
    void aStandingQueueShrinksToWhatIsWorkedOffWithinTheTargetAndTheThreadNeverRests() {
        for (int i = 0; i < 100; i++) {
            this.thread.arrive();
            this.thread.arrive();
            this.thread.arrive();
            this.thread.work();
            assertThat(this.thread.line).as("work for the thread").isNotEmpty();
        }

        assertThat(this.thread.line).as("one on the thread, two within the target").hasSizeLessThanOrEqualTo(3);
        assertThat(this.thread.turnedAway()).isGreaterThan(150);
    }

    @Test
    void theQueueIsWholeAgainSoonAfterTheOverload() {
        overload(100);
        for (int i = 0; i < 25; i++) {
            this.thread.work();
        }
        this.thread.turnedAway();

        for (int i = 0; i < 9; i++) {
            this.thread.arrive();
        }
        assertThat(this.thread.turnedAway()).isZero();
    }

    /** Twice what the thread can do. */
    private void overload(int turns) {
        for (int i = 0; i < turns; i++) {
            this.thread.arrive();
            this.thread.arrive();
            this.thread.work();
        }
    }

    /** Eight calls at once, every 200 ms: 40 % of what the thread can do. */
    private void bursts(int count) {
        for (int i = 0; i < count; i++) {
            for (int call = 0; call < 8; call++) {
                this.thread.arrive();
            }
            for (int turn = 0; turn < 20; turn++) {
                this.thread.work();
            }
        }
    }

    @Test
    void burstsAreTakenAgainSoonAfterAnOverload() {
        bursts(5);
        assertThat(this.thread.turnedAway()).isZero();
        overload(95);
        bursts(4);
        this.thread.turnedAway();

        bursts(20);
        assertThat(this.thread.turnedAway()).isZero();
    }

    @Test
    void aBurstAfterASilenceIsTaken() {
        overload(95);
        while (!this.thread.line.isEmpty()) {
            this.thread.work();
        }
        this.thread.pass(Duration.ofMinutes(1));
        this.thread.turnedAway();

        bursts(1);
        assertThat(this.thread.turnedAway()).isZero();
    }

    /** Within 40 ms the interval in which its first call waited for nothing is over; nobody comes to end the next. */
    @Test
    void aBurstBeforeASilenceDoesNotMakeTheNextAStandingQueue() {
        this.thread.pass(Duration.ofMillis(60));
        for (int burst = 0; burst < 2; burst++) {
            for (int i = 0; i < 9; i++) {
                this.thread.arrive();
            }
            while (!this.thread.line.isEmpty()) {
                this.thread.work();
            }
            this.thread.pass(Duration.ofSeconds(5));
        }

        assertThat(this.thread.turnedAway()).isZero();
    }

    @Test
    void sheddingGoesOnWhileTheThreadHasLittleRest() {
        for (int i = 0; i < 100; i++) {
            for (int turn = 0; turn < 10; turn++) {
                this.thread.arrive();
                this.thread.arrive();
                this.thread.arrive();
                this.thread.work();
                assertThat(i < 2 || this.thread.line.size() <= 3)
                        .as("%d in the line of round %d", this.thread.line.size(), i)
                        .isTrue();
            }
            for (int turn = 0; turn < 4; turn++) {
                this.thread.work();
            }
        }
    }

    /** Of one call that begins in an interval nobody can say that all waited. */
    @Test
    void aFewLongCallsAreNoStandingQueue() {
        Duration longer = Duration.ofMillis(120);
        this.thread.arrive();
        for (int i = 0; i < 20; i++) {
            this.thread.arrive();
            this.thread.arrive();
            this.thread.work(longer);
            this.thread.work(longer);
        }

        assertThat(this.thread.turnedAway()).isZero();
    }

}
