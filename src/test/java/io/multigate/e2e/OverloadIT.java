package io.multigate.e2e;

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
            OverloadTrial.Findings findings = new OverloadTrial(service.port(), "/v1/models/live/score",
                    expected.bodies(), expected, Duration.ofSeconds(8), 1, Duration.ofSeconds(8), 3,
                    Duration.ofMillis(250), 0.1).run();
            System.out.println(findings);

            assertThat(findings.faults()).isEmpty();
            assertThat(findings.overload().statuses()).containsKeys(200, 503);
            assertThat(findings.recovery()).isLessThan(Duration.ofSeconds(2));
            assertThat(findings.relapses()).isEmpty();
            assertThat(service.get("/readyz").statusCode()).isEqualTo(200);
        }
    }

}
