package io.multigate.scoring;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.multigate.admission.Admission;
import io.multigate.admission.AdmissionLimits;
import io.multigate.admission.RejectedCallException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Idle threads help a call, and leave it for other calls alone. */
@Timeout(30)
class ScoringThreadsTests {

    private static final int COUNT = 4;

    private static final Duration LONG = Duration.ofSeconds(20);

    private final ScoringThreads threads = new ScoringThreads(COUNT);

    private final Admission admission = new Admission(
            new AdmissionLimits(COUNT, 8, LONG, LONG, LONG, 1000), System::nanoTime);

    @AfterEach
    void close() {
        this.threads.close();
    }

    private <T> T run(Callable<T> work, Duration patience) {
        return this.threads.run(work, this.admission.enter(patience), () -> {
        });
    }

    private void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** Keeps every thread from what comes next. */
    private void occupy(CountDownLatch release) {
        CountDownLatch taken = new CountDownLatch(COUNT);
        for (int i = 0; i < COUNT; i++) {
            this.threads.invite(() -> {
                taken.countDown();
                await(release);
            });
        }
        await(taken);
    }

    @Test
    void allIdleThreadsHelpACall() {
        for (int i = 0; i < 100; i++) {
            CountDownLatch all = new CountDownLatch(COUNT);
            assertThat(run(() -> {
                for (int helper = 1; helper < COUNT; helper++) {
                    this.threads.invite(() -> {
                        if (!this.threads.wanted()) {
                            all.countDown();
                            await(all);
                        }
                    });
                }
                all.countDown();
                return all.await(10, TimeUnit.SECONDS);
            }, LONG)).isTrue();
        }
    }

    @Test
    void anInvitationThatWaitsIsNoCall() {
        CountDownLatch release = new CountDownLatch(1);
        occupy(release);
        this.threads.invite(() -> {
        });

        assertThat(this.threads.wanted()).isFalse();
        release.countDown();
    }

    @Test
    void helpersAreWantedAsLongAsACallWaits() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        occupy(release);
        Thread caller = Thread.ofVirtual().start(() -> run(() -> 0, LONG));
        while (!this.threads.wanted()) {
            Thread.sleep(1);
        }

        release.countDown();
        caller.join();

        assertThat(this.threads.wanted()).isFalse();
    }

    @Test
    void aCallThatGaveUpWaitsNoLonger() {
        CountDownLatch release = new CountDownLatch(1);
        occupy(release);

        assertThatExceptionOfType(RejectedCallException.class)
                .isThrownBy(() -> run(() -> 0, Duration.ofMillis(500)));

        assertThat(this.threads.wanted()).isFalse();
        assertThat(this.threads.idle()).isEqualTo(COUNT);
        release.countDown();
    }

    /** A thread has taken the work and not begun with it: where it does, it looks at the clock. */
    @Test
    void aCallThatGivesUpAsItsTurnComesIsHeardOfOnce() {
        CountDownLatch gaveUp = new CountDownLatch(1);
        Admission entrance = new Admission(new AdmissionLimits(COUNT, 8, LONG, LONG, LONG, 1000), () -> {
            if (Thread.currentThread().getName().startsWith("scoring-")) {
                await(gaveUp);
            }
            return System.nanoTime();
        });
        AtomicInteger heard = new AtomicInteger();

        assertThatExceptionOfType(RejectedCallException.class)
                .isThrownBy(() -> this.threads.run(heard::incrementAndGet, entrance.enter(Duration.ofSeconds(2)),
                        heard::incrementAndGet));
        gaveUp.countDown();
        while (entrance.inside() > 0) {
            Thread.onSpinWait();
        }

        assertThat(heard).hasValue(1);
    }

    @Test
    void aCallThatNoThreadTakesDoesNotWait() {
        this.threads.close();

        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> run(() -> 0, LONG));

        assertThat(this.threads.wanted()).isFalse();
        assertThat(this.threads.idle()).isEqualTo(COUNT);
        assertThat(this.admission.inside()).isZero();
    }

    @Test
    void whoHasAnAnswerFindsItsPlaceFree() {
        Admission slowToGiveBack = new Admission(new AdmissionLimits(COUNT, 8, LONG, LONG, LONG, 1000), () -> {
            if (Thread.currentThread().getName().startsWith("scoring-")) {
                sleepBriefly();
            }
            return System.nanoTime();
        });

        this.threads.run(() -> 0, slowToGiveBack.enter(LONG), () -> {
        });

        assertThat(slowToGiveBack.inside()).isZero();
        assertThat(this.threads.idle()).isEqualTo(COUNT);
    }

    private static void sleepBriefly() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

}
