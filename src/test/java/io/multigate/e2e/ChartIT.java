package io.multigate.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.multigate.Readme;
import io.multigate.chart.Chart;
import io.multigate.chart.Manifests;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The service runs with the environment and the settings that the chart gives it, behind a path's prefix. */
@NeedsProgram({"chromium", "chromedriver"})
class ChartIT {

    private static RunningService service;

    private static StrippingProxy ingress;

    @BeforeAll
    static void start(@TempDir Path config) throws IOException, InterruptedException {
        Manifests manifests = Chart.render("""
                ingress: {enabled: true, path: /ranking}
                models: {source: claim, claim: {name: models}}
                config:
                  multigate: {models: {default: shop-esmm}}
                """ + settingsOfTheHandbook("  server.tomcat.accesslog"));
        Map<String, String> environment = new HashMap<>();
        manifests.only(Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getEnv()
                .forEach((variable) -> environment.put(variable.getName(), variable.getValue()));
        for (Map.Entry<String, String> file : manifests.only(ConfigMap.class).getData().entrySet()) {
            Files.writeString(config.resolve(file.getKey()), file.getValue());
        }
        // What the pod mounts lies elsewhere on this machine.
        assertThat(environment.replace("SPRING_CONFIG_ADDITIONAL_LOCATION", "file:" + config + "/"))
                .isEqualTo("file:/config/");
        assertThat(environment.replace("MULTIGATE_MODELS_DIRECTORY", "models")).isEqualTo("/models");
        service = RunningService.start("chart", environment);
        ingress = StrippingProxy.start("/ranking", service.port());
    }

    @AfterAll
    static void stop() {
        ingress.close();
        service.close();
    }

    /** From a block of values there, the lines below {@code config}. */
    private static String settingsOfTheHandbook(String first) throws IOException {
        String handbook = Files.readString(Path.of("src", "docs", "operations.md"));
        String settings = handbook.substring(handbook.indexOf("config:\n" + first) + "config:\n".length());
        return settings.substring(0, settings.indexOf("```"));
    }

    @Test
    void theSettingsOfTheConfigMapCount() throws IOException, InterruptedException {
        assertThat(service.post("/v1/score", Readme.requestBody()).body()).contains("\"shop-esmm\"");
    }

    @Test
    void theLogTellsWhoIsTurnedAway() throws IOException, InterruptedException {
        assertThat(service.post("/v1/score", "{}").statusCode()).isEqualTo(400);
        service.process()
                .await("telling", Duration.ofMinutes(1), () -> Files.readString(service.process().log())
                        .matches(
                                "(?s).*\\] 127.0.0.1 \\(-\\) 400 POST /v1/score \\d+ us end-to-end Java-http-client.*"));
    }

    @Test
    void swaggerUiWorksBehindThePrefix(@TempDir Path profile) {
        SwaggerUi.Shown shown = SwaggerUi.tryScoring(ingress.address("/swagger-ui.html"), profile);
        assertThat(shown.status()).startsWith("200");
        assertThat(shown.answer()).contains("\"pCTCVR\"");
    }

}
