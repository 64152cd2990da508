package io.multigate.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** A slow call is found in a log of JSON by its request's id and its trace's, and its trace reaches the collector. */
class TracedCallIT {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static final JsonMapper JSON = new JsonMapper();

    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();

    @Test
    void aSlowCallIsFoundInTheLogAndInTheCollector() throws Exception {
        HttpServer collector = collector();
        try (RunningService service = RunningService.start("traced", "--spring.profiles.active=tracing",
                "--management.opentelemetry.tracing.export.otlp.endpoint=http://127.0.0.1:"
                        + collector.getAddress().getPort() + "/v1/traces",
                "--management.opentelemetry.tracing.export.schedule-delay=100ms",
                "--logging.structured.format.console=ecs", "--multigate.slow.threshold=1ns")) {

            assertThat(score(service)).isEqualTo(200);

            List<JsonNode> lines = lines(service);
            assertThat(lines).as("start-up and one slow call").hasSizeGreaterThan(2);
            assertThat(lines).filteredOn((line) -> line.get("message").asString().startsWith("slow: shop-mmoe/"))
                    .singleElement()
                    .satisfies((line) -> {
                        assertThat(line.get("requestId").asString()).isEqualTo("traced-1");
                        assertThat(line.get("traceId").asString()).isEqualTo(TRACE);
                    });
            assertThat(exported()).as("the collector has the call under its caller's trace").isTrue();
        } finally {
            collector.stop(0);
        }
    }

    private HttpServer collector() throws IOException {
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", (exchange) -> {
            this.received.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        return collector;
    }

    private static int score(RunningService service) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + service.port() + "/v1/models/shop-mmoe/score"))
                    .header("Content-Type", "application/json")
                    .header("X-Request-Id", "traced-1")
                    .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"candidates\": [{\"id\": \"a\"}]}"))
                    .build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    /** Each line of the log is an object of its own; what the virtual machine itself says is no part of it. */
    private static List<JsonNode> lines(RunningService service) throws IOException {
        return Files.readAllLines(service.process().log())
                .stream()
                .filter((line) -> line.startsWith("{"))
                .map(JSON::readTree)
                .toList();
    }

    /** In OTLP's protobuf a trace's id is sixteen bytes as they are, and a name is its text. */
    private boolean exported() throws InterruptedException {
        String id = new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1);
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end) {
            String batch = Optional.ofNullable(this.received.poll(1, TimeUnit.SECONDS))
                    .map((bytes) -> new String(bytes, StandardCharsets.ISO_8859_1))
                    .orElse("");
            if (batch.contains(id) && batch.contains("/v1/models/{model}/score")) {
                return true;
            }
        }
        return false;
    }

}
