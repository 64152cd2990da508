package io.multigate.web;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

import io.multigate.RunningService;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service with low limits for whoever sends what must be refused: it checks every problem that comes back, and at its
 * end that no series was born of them.
 */
final class BadInputService implements AutoCloseable {

    private static final String SCORE = "/v1/models/shop-mmoe/score";

    private final RunningService service;

    private final Set<String> seriesBefore;

    private final ApiDescription api;

    private BadInputService(RunningService service) {
        this.service = service;
        this.seriesBefore = houseSeries();
        this.api = ApiDescription.of(service);
    }

    static BadInputService start(Path models) {
        return new BadInputService(RunningService.startSmall(models,
                "--multigate.limits.candidates=50", "--multigate.limits.list-length=20"));
    }

    private Set<String> houseSeries() {
        Set<String> series = series();
        series.removeIf((name) -> !name.startsWith("multigate_"));
        return series;
    }

    /** The series that a scrape shows. */
    Set<String> series() {
        return new TreeSet<>(this.service.scrape().keySet());
    }

    /** The sum of all series of a meter. */
    double value(String meter) {
        return this.service.scrape()
                .entrySet()
                .stream()
                .filter((series) -> series.getKey().startsWith(meter + "{"))
                .mapToDouble((series) -> series.getValue())
                .sum();
    }

    HttpResponse<String> get(String path) {
        return this.service.get(path);
    }

    HttpResponse<String> post(String path, String json) {
        return this.service.post(path, json);
    }

    /** Asks the one model. */
    HttpResponse<String> score(String json) {
        return post(SCORE, json);
    }

    /** A request to the one model's path. */
    HttpRequest.Builder scoreRequest() {
        return HttpRequest.newBuilder(uri(SCORE));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        return this.service.send(request);
    }

    URI uri(String path) {
        return this.service.uri(path);
    }

    /** Sends a body and holds the answer to what it must say. */
    void refuses(BadBody bad) {
        JsonNode problem = requireProblem(this.service.post(SCORE, bad.body()), 400, "invalid-request");
        assertThat(problem.get("errors").get(0).get("pointer").asString()).isEqualTo(bad.pointer());
        assertThat(problem.get("errors").get(0).get("detail").asString()).isNotBlank();
    }

    /** Checks what every problem has, that it gives nothing away, and that an endpoint's is documented. */
    JsonNode requireProblem(HttpResponse<String> response, int status, String type) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = RunningService.json(response);
        assertThat(problem.get("type").asString()).isEqualTo("urn:multigate:problem:" + type);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("title").asString()).isNotBlank();
        assertThat(problem.get("requestId").asString())
                .isEqualTo(response.headers().firstValue("X-Request-Id").orElseThrow());
        assertThat(response.body()).doesNotContain("Exception", "io.multigate.", "jackson", "at java", ".java");
        if (status != 404 || type.equals("unknown-model")) {
            this.api.requireDocumented(response);
        }
        return problem;
    }

    @Override
    public void close() {
        try (this.service) {
            assertThat(houseSeries()).isEqualTo(this.seriesBefore);
        }
    }

}
