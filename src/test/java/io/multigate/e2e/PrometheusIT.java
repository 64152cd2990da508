package io.multigate.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.multigate.Readme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** A real Prometheus scrapes the running service, and PromQL answers what an on-call engineer asks. */
@NeedsProgram("prometheus")
class PrometheusIT {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static RunningService service;

    private static BackgroundProcess prometheus;

    private static HttpClient client;

    private static int port;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, InterruptedException {
        service = RunningService.start("prometheus-service");
        port = FreePort.find();
        client = HttpClient.newHttpClient();
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s}
                scrape_configs:
                  - job_name: multigate
                    metrics_path: /actuator/prometheus
                    static_configs: [{targets: ['127.0.0.1:%d']}]
                """.formatted(service.managementPort()));
        prometheus = BackgroundProcess.start("prometheus",
                List.of("prometheus", "--config.file=" + configuration, "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port));
        prometheus.await("scraping", Duration.ofMinutes(1),
                () -> query("up").path(0).path("value").path(1).asString().equals("1"));
        for (int i = 0; i < 60; i++) {
            for (String model : Readme.models()) {
                assertThat(service.post("/v1/models/" + model + "/score", Readme.requestBody()).statusCode())
                        .isEqualTo(200);
            }
            Thread.sleep(100);
        }
        service.post("/v1/score", "{}");
        prometheus.await("caught up", Duration.ofMinutes(1),
                () -> value("sum(multigate_score_seconds_count{outcome=\"success\"})") >= 60 * Readme.models().size());
    }

    @AfterAll
    static void stop() {
        prometheus.close();
        service.close();
        client.close();
    }

    @Test
    void theScoreHistogramGivesAP99() throws IOException, InterruptedException {
        double p99 = value("histogram_quantile(0.99, sum by (le) (rate(multigate_score_seconds_bucket[1m])))");
        assertThat(p99).isPositive().isLessThanOrEqualTo(1.0);
    }

    @Test
    void meanGateWeightsSumToOnePerTask() throws IOException, InterruptedException {
        JsonNode sums = query("sum by (task) (sum by (task, expert) (multigate_gate_weight_sum{model=\"shop-mmoe\"})"
                + " / sum by (task, expert) (multigate_gate_weight_count{model=\"shop-mmoe\"}))");
        assertThat(sums.size()).isEqualTo(2);
        for (JsonNode sum : sums) {
            assertThat(sum.path("value").path(1).asDouble()).isCloseTo(1.0, within(1e-4));
        }
    }

    @Test
    void everyMeterOfTheReadmeIsStored() throws IOException, InterruptedException {
        List<String> stored = strings(get("/api/v1/label/__name__/values").path("data"));
        for (Readme.Meter meter : Readme.meters()) {
            assertThat(stored).as(meter.name()).anyMatch((name) -> name.startsWith(meter.prometheusName()));
        }
    }

    @Test
    void everySeriesOfMultigateHasAHelpText() throws IOException, InterruptedException {
        JsonNode metadata = get("/api/v1/metadata").path("data");
        List<String> own = metadata.propertyNames().stream().filter((name) -> name.startsWith("multigate_")).toList();
        assertThat(own).isNotEmpty();
        for (String name : own) {
            assertThat(metadata.path(name).path(0).path("help").asString().strip()).as(name).isNotEmpty();
        }
    }

    private static double value(String promQl) throws IOException, InterruptedException {
        return query(promQl).path(0).path("value").path(1).asDouble(Double.NaN);
    }

    private static JsonNode query(String promQl) throws IOException, InterruptedException {
        return get("/api/v1/query?query=" + URLEncoder.encode(promQl, StandardCharsets.UTF_8)).path("data")
                .path("result");
    }

    private static JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
        return JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

}
