package io.multigate.e2e;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A person opens Swagger UI in a real Chromium and tries the score endpoint's example as it stands. */
@NeedsProgram({"chromium", "chromedriver"})
class SwaggerUiIT {

    private static RunningService service;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        service = RunningService.start("swagger-ui");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void theExampleOfTheScoreEndpointAnswers(@TempDir Path profile) {
        SwaggerUi.Shown shown = SwaggerUi
                .tryScoring("http://127.0.0.1:" + service.port() + "/swagger-ui.html", profile);
        assertThat(shown.status()).startsWith("200");
        assertThat(shown.answer()).contains("\"pCTCVR\"");
    }

}
