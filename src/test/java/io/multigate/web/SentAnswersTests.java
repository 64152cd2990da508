package io.multigate.web;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class SentAnswersTests {

    private static final Executor THREADS = (work) -> Thread.ofVirtual().start(work);

    private final CountDownLatch read = new CountDownLatch(1);

    private void send() {
        try {
            this.read.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void theServerStopsOnlyWhenAllIsSent(CapturedOutput output) throws Exception {
        SentAnswers answers = new SentAnswers(Duration.ofMinutes(1));
        answers.counting(THREADS).execute(this::send);

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(answers::stop, THREADS);
        Thread.sleep(50);
        assertThat(stopped).isNotDone();
        this.read.countDown();

        stopped.get(10, TimeUnit.SECONDS);
        assertThat(output).doesNotContain("do not read");
    }

    @Test
    void whoeverDoesNotReadIsNotWaitedForLong(CapturedOutput output) {
        SentAnswers answers = new SentAnswers(Duration.ofMillis(50));
        answers.counting(THREADS).execute(this::send);

        answers.stop();

        assertThat(output).contains("1 callers do not read their answers");
        this.read.countDown();
    }

    @Test
    void whatNoThreadTakesIsNotUnderWay(CapturedOutput output) {
        SentAnswers answers = new SentAnswers(Duration.ofMillis(50));
        Executor full = answers.counting((_) -> {
            throw new RejectedExecutionException("full");
        });

        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> full.execute(this::send));

        answers.stop();
        assertThat(output).doesNotContain("do not read");
    }

}
