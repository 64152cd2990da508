package io.multigate.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.multigate.Readme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** A real Prometheus scrapes the running service, and PromQL answers what an on-call engineer asks. */
@NeedsProgram("prometheus")
class PrometheusIT {

    private static RunningService service;

    private static RunningPrometheus prometheus;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, InterruptedException {
        service = RunningService.startWithABrokenVersion("prometheus-service", folder);
        prometheus = RunningPrometheus.start("prometheus", service, folder);
        for (int i = 0; i < 60; i++) {
            for (String model : Readme.models()) {
                assertThat(service.post("/v1/models/" + model + "/score", Readme.requestBody()).statusCode())
                        .isEqualTo(200);
            }
            Thread.sleep(100);
        }
        service.post("/v1/score", "{}");
        prometheus.await("caught up",
                () -> prometheus.value("sum(multigate_score_seconds_count{outcome=\"success\"})") >= 60
                        * Readme.models().size());
    }

    @AfterAll
    static void stop() {
        prometheus.close();
        service.close();
    }

    @Test
    void theScoreHistogramGivesAP99() throws IOException, InterruptedException {
        double p99 = prometheus
                .value("histogram_quantile(0.99, sum by (le) (rate(multigate_score_seconds_bucket[1m])))");
        assertThat(p99).isPositive().isLessThanOrEqualTo(1.0);
    }

    @Test
    void meanGateWeightsSumToOnePerTask() throws IOException, InterruptedException {
        JsonNode sums = prometheus
                .query("sum by (task) (sum by (task, expert) (multigate_gate_weight_sum{model=\"shop-mmoe\"})"
                        + " / sum by (task, expert) (multigate_gate_weight_count{model=\"shop-mmoe\"}))");
        assertThat(sums.size()).isEqualTo(2);
        for (JsonNode sum : sums) {
            assertThat(sum.path("value").path(1).asDouble()).isCloseTo(1.0, within(1e-4));
        }
    }

    @Test
    void everyMeterOfTheReadmeIsStored() throws IOException, InterruptedException {
        List<String> stored = strings(prometheus.get("/api/v1/label/__name__/values").path("data"));
        for (Readme.Meter meter : Readme.meters()) {
            assertThat(stored).as(meter.name()).anyMatch((name) -> name.startsWith(meter.prometheusName()));
        }
    }

    @Test
    void everySeriesOfMultigateHasAHelpText() throws IOException, InterruptedException {
        JsonNode metadata = prometheus.get("/api/v1/metadata").path("data");
        List<String> own = metadata.propertyNames().stream().filter((name) -> name.startsWith("multigate_")).toList();
        assertThat(own).isNotEmpty();
        for (String name : own) {
            assertThat(metadata.path(name).path(0).path("help").asString().strip()).as(name).isNotEmpty();
        }
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

}
