package io.multigate.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.multigate.load.ExpectedAnswers;
import io.multigate.load.LiveModel;
import io.multigate.load.LoadGenerator;
import io.multigate.load.LoadOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A service that is asked to end under load answers what it accepted, and then ends. */
class ShutdownIT {

    private static final int RATE = 100;

    @TempDir
    private Path folder;

    @Test
    void noAcceptedRequestIsLost() throws Exception {
        Path models = this.folder.resolve("models");
        Path logs = this.folder.resolve("logs");
        new LiveModel(models).write(1);
        try (RunningService service = RunningService.start("shutdown", "--multigate.models.directory=" + models,
                "--multigate.admission.queue=5000", "--multigate.admission.target=10s",
                "--multigate.admission.deadline=15s", "--server.tomcat.accesslog.enabled=true",
                "--server.tomcat.accesslog.directory=" + logs,
                "--server.tomcat.accesslog.pattern=%s %U", "--server.tomcat.accesslog.buffered=false")) {
            ExpectedAnswers expected = new ExpectedAnswers(100);
            LoadOutcome outcome;
            try (LoadGenerator generator = new LoadGenerator(service.port(), "/v1/score", "X-Request-Id: load\r\n",
                    expected.bodies(), expected)) {
                CompletableFuture<LoadOutcome> load = CompletableFuture
                        .supplyAsync(() -> generator.open(RATE, Duration.ofSeconds(8)));
                Thread.sleep(Duration.ofSeconds(3));
                service.process().terminate();
                // 128 + 15: ended by the signal, after all that was to be done.
                assertThat(service.process().exitCode(Duration.ofSeconds(25))).isEqualTo(143);
                outcome = load.join();
            }
            System.out.println(outcome);

            assertThat(outcome.that((call) -> call.status() == LoadOutcome.LOST).faults()).isEmpty();
            assertThat(outcome.statuses()).containsOnlyKeys(200, LoadOutcome.REFUSED);
            assertThat(outcome.that((call) -> call.status() == 200).faults()).isEmpty();
            assertThat(outcome.that(LoadOutcome.Call::right).calls()).hasSizeGreaterThan(2 * RATE)
                    .hasSize((int) scoresLogged(logs));
        }
    }

    /** The management port keeps a log of its own beside that of the API, and a folder has no order. */
    private static long scoresLogged(Path logs) throws IOException {
        try (Stream<Path> files = Files.list(logs)) {
            Path log = files.filter((file) -> !file.getFileName().toString().startsWith("management_"))
                    .findFirst()
                    .orElseThrow();
            return Files.readAllLines(log)
                    .stream()
                    .filter("200 /v1/score"::equals)
                    .count();
        }
    }

}
