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

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus that scrapes a running service and another program every second, and its HTTP API. */
final class RunningPrometheus implements AutoCloseable {

    /** The other program: any of Spring Boot, with the meters that all of them have. */
    static final String FOREIGN = "storefront";

    private final HttpClient client = HttpClient.newHttpClient();

    private final BackgroundProcess process;

    private final int port;

    /** Of which queries are, as a parameter; the present without it. */
    private String moment = "";

    private RunningPrometheus(BackgroundProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it and waits until it has scraped the service. */
    static RunningPrometheus start(String name, RunningService service, Path folder)
            throws IOException, InterruptedException {
        int port = FreePorts.find().one();
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s}
                scrape_configs:
                  - job_name: multigate
                    metrics_path: /actuator/prometheus
                    static_configs: [{targets: ['127.0.0.1:%1$d'], labels: {namespace: ranking}}]
                  - job_name: %2$s
                    metrics_path: /actuator/prometheus
                    static_configs: [{targets: ['127.0.0.1:%1$d'], labels: {namespace: ranking, instance: %2$s}}]
                    metric_relabel_configs: [{source_labels: [__name__], regex: multigate_.*, action: drop}]
                """.formatted(service.managementPort(), FOREIGN));
        RunningPrometheus prometheus = new RunningPrometheus(BackgroundProcess.start(name,
                List.of("prometheus", "--config.file=" + configuration, "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)),
                port);
        prometheus.await("scraping", () -> prometheus.value("sum(up)") == 2);
        return prometheus;
    }

    /** Waits up to a minute. */
    void await(String what, BackgroundProcess.Condition condition) throws IOException, InterruptedException {
        this.process.await(what, Duration.ofMinutes(1), condition);
    }

    /**
     * Waits until every program was just scraped and a query gives something. What is queried from then on is of that
     * moment: one late scrape later on leaves nothing of the present.
     */
    void settle(String promQl) throws IOException, InterruptedException {
        await("caught up", () -> {
            JsonNode value = query("(" + promQl + ") and on() (sum(up) == 2)").path(0).path("value");
            this.moment = value.isArray() ? "&time=" + value.get(0).decimalValue().toPlainString() : "";
            return value.isArray();
        });
    }

    /** The value of the first series; not a number without one. */
    double value(String promQl) throws IOException, InterruptedException {
        return query(promQl).path(0).path("value").path(1).asDouble(Double.NaN);
    }

    /** The series of an instant query. */
    JsonNode query(String promQl) throws IOException, InterruptedException {
        return get("/api/v1/query?query=" + URLEncoder.encode(promQl, StandardCharsets.UTF_8) + this.moment)
                .path("data")
                .path("result");
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path)).build();
        HttpResponse<String> answer = this.client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            // while Prometheus starts it listens, and answers 503 in plain text
            throw new IOException("Prometheus answered " + answer.statusCode() + ": " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    @Override
    public void close() {
        this.client.close();
        this.process.close();
    }

}
