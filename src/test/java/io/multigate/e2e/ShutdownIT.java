package io.multigate.e2e;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.multigate.load.ExpectedAnswers;
import io.multigate.load.LiveModel;
import io.multigate.load.LoadGenerator;
import io.multigate.load.LoadOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A service that is asked to end under load answers what it accepted, and then ends. */
class ShutdownIT {

    /** So many that one thread does not keep up with the requests: there are always calls that were accepted and wait. */
    private static final int CANDIDATES = 8_000;

    private static final int RATE = 50;

    /** One is scored, and some wait. */
    private static final int WAITING = 5;

    @TempDir
    private Path folder;

    @Timeout(240)
    @Test
    void noAcceptedRequestIsLost() throws Exception {
        Path models = this.folder.resolve("models");
        Path logs = this.folder.resolve("logs");
        new LiveModel(models).write(1);
        try (RunningService service = RunningService.start("shutdown", "--multigate.models.directory=" + models,
                // However slow the machine that tests, nothing is turned away, and all of it is answered before the end.
                "--multigate.admission.concurrency=1", "--multigate.admission.queue=5000",
                "--multigate.admission.target=30s", "--multigate.admission.deadline=60s",
                "--multigate.admission.bodies=512MB", "--spring.lifecycle.timeout-per-shutdown-phase=60s",
                "--server.tomcat.accesslog.enabled=true",
                "--server.tomcat.accesslog.directory=" + logs,
                "--server.tomcat.accesslog.pattern=%s %U", "--server.tomcat.accesslog.buffered=false")) {
            ExpectedAnswers expected = new ExpectedAnswers(CANDIDATES);
            AtomicBoolean wanted = new AtomicBoolean(true);
            Busy busy;
            LoadOutcome outcome;
            try (LoadGenerator generator = new LoadGenerator(service.port(), "/v1/score", "X-Request-Id: load\r\n",
                    expected.bodies(), expected)) {
                CompletableFuture<LoadOutcome> load = CompletableFuture
                        .supplyAsync(() -> generator.open(RATE, Duration.ofMinutes(2), wanted::get));
                busy = awaitWaiting(service);
                service.process().terminate();
                // 128 + 15: ended by the signal, after all that was to be done.
                assertThat(service.process().exitCode(Duration.ofSeconds(70))).isEqualTo(143);
                wanted.set(false);
                outcome = load.join();
            }
            System.out.println(outcome);

            assertThat(outcome.that((call) -> call.status() == LoadOutcome.LOST).faults()).isEmpty();
            assertThat(outcome.statuses()).containsOnlyKeys(200, LoadOutcome.REFUSED);
            assertThat(outcome.that((call) -> call.status() == 200).faults()).isEmpty();
            // A connection that ends unanswered may have been too late, so they are counted: what was inside is answered.
            LoadOutcome before = outcome.that((call) -> call.right() && call.done() < busy.moment());
            assertThat(outcome.that(LoadOutcome.Call::right).calls())
                    .hasSizeGreaterThanOrEqualTo(before.calls().size() + busy.inside())
                    .hasSize((int) scoresLogged(logs));
        }
    }

    /** How many calls were inside, some time after a moment. */
    private record Busy(long moment, int inside) {}

    private static Busy awaitWaiting(RunningService service) throws IOException, InterruptedException {
        Busy busy;
        do {
            long moment = System.nanoTime();
            busy = new Busy(moment, (int) service.seen().sum("multigate_admission_calls"));
        } while (busy.inside() < WAITING);
        return busy;
    }

    /** Of each day one, at midnight two; the management port keeps logs of its own, which have no scores. */
    private static long scoresLogged(Path logs) throws IOException {
        long scores = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(logs)) {
            for (Path log : files) {
                scores += Files.readAllLines(log).stream().filter("200 /v1/score"::equals).count();
            }
        }
        return scores;
    }

}
