package io.multigate.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

import io.multigate.RunningService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The management port asks for no key, and shows nothing on the other port. */
@Timeout(60)
class ManagementPortTests {

    private static RunningService guarded;

    @BeforeAll
    static void start(@TempDir Path models, @TempDir Path issuer) throws IOException {
        guarded = RunningService.startSmall(models, Credentials.settings(issuer));
    }

    @AfterAll
    static void stop() {
        guarded.close();
    }

    @Test
    void theManagementPortIsOpen() {
        assertThat(guarded.scrapeText()).contains("multigate_rejected_total").doesNotContain("spring_security");
    }

    @Test
    void theManagementPortListsWhatIsInTheJar() {
        HttpResponse<String> bill = management("sbom/application");
        assertThat(bill.statusCode()).isEqualTo(200);
        assertThat(RunningService.json(bill).get("bomFormat").asString()).isEqualTo("CycloneDX");
        assertThat(RunningService.json(bill).get("components").valueStream()
                .map((component) -> component.get("name").asString())).contains("deeplearning4j-nn", "nd4j-native",
                        "spring-security-web");
        assertThat(guarded.get("/actuator/sbom/application").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"health", "info", "prometheus", "sbom", "slow"})
    void theManagementPortShows(String endpoint) {
        assertThat(management(endpoint).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"beans", "conditions", "configprops", "env", "heapdump", "loggers", "mappings", "metrics",
            "refresh", "restart", "scheduledtasks", "shutdown", "threaddump"})
    void theManagementPortShowsNothingElse(String endpoint) {
        assertThat(management(endpoint).statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> management(String endpoint) {
        return guarded.send(HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + guarded.managementPort() + "/actuator/" + endpoint)));
    }

}
