package io.multigate.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.multigate.RunningService;
import io.multigate.TestModels;
import io.multigate.loading.ModelDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** Whoever does not want a score is answered at once, however many others do. */
class ResponsivenessTests {

    /** Calls that may wait; few, so that one more is soon turned away. */
    private static final int QUEUE = 4;

    private static final int CANDIDATES = 2_000;

    private static final int ROUNDS = 50;

    /** Rounds for the JIT compiler, not measured. */
    private static final int WARM_UP = 10;

    /** How often a call too many may find a place that was just given back. */
    private static final int ATTEMPTS = 100;

    private RunningService service;

    private HttpClient client;

    /** A model so wide that a call keeps a core busy for longer than anyone else may have to wait. */
    @BeforeEach
    void start(@TempDir Path models) {
        this.service = RunningService.start(models, List.of("shop-mmoe/1"),
                (directory) -> TestModels.outcome(
                        TestModels.loaded(ModelDirectory.id(directory).orElseThrow(), TestModels.mmoe(32, 512))),
                "--multigate.admission.queue=" + QUEUE, "--multigate.admission.deadline=20s");
        this.client = HttpClient.newHttpClient();
    }

    @AfterEach
    void stop() {
        this.client.close();
        this.service.close();
    }

    /**
     * A request that needs no score, and its answer.
     * @param name in words
     * @param request what is sent, over and over
     * @param statuses that the answer may have
     */
    private record Probe(String name, HttpRequest request, Set<Integer> statuses) {

        Probe(String name, HttpRequest request, int status) {
            this(name, request, Set.of(status));
        }

        /** Waits for its answer; a call that slipped in among the scored ones was no probe, and is sent again. */
        Duration send(HttpClient client, SaturatingCallers callers) throws Exception {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                callers.awaitBusyCores();
                long start = System.nanoTime();
                HttpResponse<byte[]> response = client.send(this.request, HttpResponse.BodyHandlers.ofByteArray());
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                if (this.statuses.contains(response.statusCode())) {
                    return took;
                }
                assertThat(response.statusCode()).as(this.name).isEqualTo(200);
            }
            return fail("%s was never answered with one of %s", this.name, this.statuses);
        }

    }

    private List<Probe> probes() {
        String json = "application/json";
        String body = ScoreContractTests.request(1, "{}");
        URI scrape = URI.create("http://127.0.0.1:" + this.service.managementPort() + "/actuator/prometheus");
        return List.of(new Probe("liveness", HttpRequest.newBuilder(this.service.uri("/livez")).build(), 200),
                new Probe("readiness", HttpRequest.newBuilder(this.service.uri("/readyz")).build(), 200),
                new Probe("a call too many", post("/v1/score", json, body), 503),
                new Probe("an unknown model", post("/v1/models/nothing/score", json, body),
                        Set.of(404, 503)),
                new Probe("a wrong type", post("/v1/score", "text/plain", body), Set.of(415, 503)),
                new Probe("a wrong method", HttpRequest.newBuilder(this.service.uri("/v1/score")).build(), 405),
                new Probe("a scrape", HttpRequest.newBuilder(scrape).build(), 200));
    }

    private HttpRequest post(String path, String type, String body) {
        return HttpRequest.newBuilder(this.service.uri(path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    @Test
    @Timeout(120)
    void probesRefusalsAndScrapesAreAnsweredAtOnceWhileAllCoresScore() throws Exception {
        List<Probe> probes = probes();
        for (Probe probe : probes) {
            this.client.send(probe.request, HttpResponse.BodyHandlers.discarding());
        }
        Map<String, List<Duration>> times = new LinkedHashMap<>();
        List<Duration> scored;
        HttpRequest large = post("/v1/score", "application/json", ScoreContractTests.request(CANDIDATES, "{}"));
        try (SaturatingCallers callers = new SaturatingCallers(this.service, large, QUEUE)) {
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                for (Probe probe : probes) {
                    Duration took = probe.send(this.client, callers);
                    if (round >= 0) {
                        times.computeIfAbsent(probe.name, (_) -> new ArrayList<>()).add(took);
                    }
                }
            }
            scored = callers.answered();
        }
        assertThat(scored).hasSizeGreaterThan(ROUNDS);
        times.put("a score", scored);
        String report = report(times);
        System.out.println(report);
        times.remove("a score");
        // By the speed of this machine at this moment, on which other work may delay either.
        assertThat(times.values()).as(report).hasSameSizeAs(probes).allSatisfy((all) -> {
            assertThat(percentile(all, 50)).isLessThan(percentile(scored, 50).dividedBy(2));
            assertThat(percentile(all, 90)).isLessThan(percentile(scored, 90));
        });
    }

    private static String report(Map<String, List<Duration>> times) {
        List<String> lines = new ArrayList<>();
        times.forEach((name, all) -> lines.add("%s: median %d, p90 %d, p98 %d, greatest %d ms".formatted(name,
                percentile(all, 50).toMillis(), percentile(all, 90).toMillis(), percentile(all, 98).toMillis(),
                percentile(all, 100).toMillis())));
        return String.join("; ", lines);
    }

    private static Duration percentile(List<Duration> times, int percent) {
        int rank = (times.size() * percent + 99) / 100;
        return times.stream().sorted().toList().get(rank - 1);
    }

}
