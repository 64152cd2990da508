package io.multigate.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.multigate.load.ExpectedAnswers;
import io.multigate.load.LiveModel;
import io.multigate.load.OverloadTrial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Three times what the service can answer: what it accepts it answers rightly, the rest it turns away, and it is ready all
 * the time. The figures are printed; how good they have to be is measured apart, see {@code src/docs/performance.md}.
 */
@NeedsProgram("taskset")
class OverloadIT {

    @TempDir
    private Path models;

    @Test
    void overloadIsTurnedAwayAndLeavesNothingBehind() throws Exception {
        new LiveModel(this.models).write(1);
        try (RunningService service = RunningService.start("overload", List.of("taskset", "-c", "0"),
                "--multigate.models.directory=" + this.models,
                // Callers name their own deadline; a generator that is held up within a body is not turned away for it.
                "--server.tomcat.connection-timeout=60s")) {
            // So many candidates that the generator can send three times what saturates: with fewer it measures itself.
            ExpectedAnswers expected = new ExpectedAnswers(1_000);
            long reset = resetBySystem();
            OverloadTrial.Findings findings = new OverloadTrial(service.port(), "/v1/models/live/score",
                    expected.bodies(), expected, Duration.ofSeconds(8), 1, Duration.ofSeconds(8), 3,
                    Duration.ofMillis(250), 0.1).run();
            System.out.println(findings);

            assertThat(findings.faults()).isEmpty();
            assertThat((long) findings.reset().calls().size()).isLessThanOrEqualTo(resetBySystem() - reset);
            assertThat(findings.overload().statuses()).containsKeys(200, 503);
            assertThat(findings.recovery()).isLessThan(Duration.ofSeconds(2));
            assertThat(findings.relapses()).isEmpty();
            assertThat(service.get("/readyz").statusCode()).isEqualTo(200);
        }
    }

    /**
     * Connections that Linux has reset and the service never had: so many wait to be accepted that it answers with
     * cookies, and a caller whose first bytes it then drops shows it the cookie too late.
     */
    private static long resetBySystem() throws IOException {
        List<List<String>> lines = Files.readAllLines(Path.of("/proc/net/netstat"))
                .stream()
                .filter((line) -> line.startsWith("TcpExt:"))
                .map((line) -> List.of(line.split(" ")))
                .toList();
        return Long.parseLong(lines.getLast().get(lines.getFirst().indexOf("SyncookiesFailed")));
    }

}
