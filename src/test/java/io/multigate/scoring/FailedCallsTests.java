package io.multigate.scoring;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

import io.multigate.RunningService;
import io.multigate.TestModels;
import io.multigate.admission.Admission;
import io.multigate.inference.Predictions;
import io.multigate.model.ModelId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** A call that the service fails is told of in the log: once, by its id, whoever still waits for it. */
@Timeout(180)
@ExtendWith(OutputCaptureExtension.class)
class FailedCallsTests {

    private static final ModelId MODEL = new ModelId("shop", 1);

    private static final String FAULT = "IllegalStateException: the plan is broken";

    @Test
    void itsStackTraceIsLoggedOnce(@TempDir Path models, CapturedOutput output) {
        try (RunningService service = service(models, new Semaphore(1))) {
            assertThat(ImpatientCaller.score(service, "asked", "30000").statusCode()).isEqualTo(500);
        }

        assertThat(output.getAll()).contains("asked scoring by shop/1 failed").containsOnlyOnce(FAULT);
    }

    @Test
    void aFailureAfterTheDeadlineIsLoggedToo(@TempDir Path models, CapturedOutput output) throws Exception {
        Semaphore gate = new Semaphore(0);
        try (RunningService service = service(models, gate)) {
            do {
                assertThat(ImpatientCaller.score(service, "late", "2000").statusCode()).isEqualTo(504);
                // Had its turn come later than that, there would be nothing to fail.
            } while (!gate.hasQueuedThreads());
            gate.release();
            while (service.context().getBean(Admission.class).inside() > 0) {
                Thread.sleep(5);
            }
        }

        assertThat(output.getAll()).contains("late scoring by shop/1 failed").containsOnlyOnce(FAULT);
    }

    @Test
    void theLogIsSparedWhereEveryCallFails(@TempDir Path models, CapturedOutput output) {
        long seconds;
        try (RunningService service = service(models, new Semaphore(200))) {
            long start = System.nanoTime();
            for (int i = 0; i < 200; i++) {
                assertThat(ImpatientCaller.score(service, "many", "30000").statusCode()).isEqualTo(500);
            }
            seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        }

        assertThat(output.getAll().lines().filter((line) -> line.contains("many scoring by shop/1 failed")))
                .hasSizeBetween(10, 10 * (int) (seconds + 2));
    }

    /** Its only model fails, when it may. */
    private static RunningService service(Path models, Semaphore gate) {
        return RunningService.start(models, List.of("shop/1"),
                (directory) -> TestModels.outcome(
                        TestModels.loaded(MODEL, TestModels.esmm(), (_) -> broken(gate))),
                "--multigate.admission.concurrency=1", "--multigate.admission.deadline=30s");
    }

    private static Predictions broken(Semaphore gate) {
        gate.acquireUninterruptibly();
        throw new IllegalStateException("the plan is broken");
    }

}
