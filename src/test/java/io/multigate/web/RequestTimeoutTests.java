package io.multigate.web;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import io.multigate.RunningService;
import io.multigate.TestModels;
import io.multigate.loading.ModelDirectory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How long a caller waits is read from the first of three headers, and a call that is late is never scored. */
class RequestTimeoutTests {

    private static RunningService service;

    @BeforeAll
    static void start(@TempDir Path models) {
        service = RunningService.start(models, List.of("shop/1"), (directory) -> TestModels.outcome(
                TestModels.loaded(ModelDirectory.id(directory).orElseThrow(), TestModels.esmm())));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            grpc-timeout: 20S                                             | 200
            grpc-timeout: 99999999H                                       | 200
            grpc-timeout: 0m                                              | 504
            grpc-timeout: 1n                                              | 504
            x-envoy-expected-rq-timeout-ms: 20000                         | 200
            x-envoy-expected-rq-timeout-ms: 0                             | 504
            X-Request-Timeout-Ms: 9999999999                              | 200
            x-request-timeout-ms: 0                                       | 504
            grpc-timeout: 20S; X-Request-Timeout-Ms: 0                    | 200
            x-envoy-expected-rq-timeout-ms: 0; X-Request-Timeout-Ms: 1000 | 504
            grpc-timeout: 1s                                              | 400
            grpc-timeout: 123456789m                                      | 400
            grpc-timeout: m                                               | 400
            grpc-timeout: -1m                                             | 400
            grpc-timeout: 1m, 2m                                          | 400
            x-envoy-expected-rq-timeout-ms: 1.5                           | 400
            x-envoy-expected-rq-timeout-ms: 12345678901                   | 400
            X-Request-Timeout-Ms: soon                                    | 400
            X-Request-Timeout-Ms: +5                                      | 400
            """)
    void theFirstHeaderCountsAndOneThatCannotBeReadIsRefused(String headers, int status) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.uri("/v1/score"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"candidates\": [{\"id\": \"a\"}]}"));
        for (String header : List.of(headers.split("; ", -1))) {
            List<String> parts = List.of(header.split(": ", 2));
            request.header(parts.getFirst(), parts.getLast());
        }
        double before = late();

        HttpResponse<String> response = service.send(request);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(late() - before).isEqualTo((status == 504) ? 1.0 : 0.0);
        if (status == 400) {
            assertThat(RunningService.json(response).get("detail").asString())
                    .matches("the header (grpc-timeout|x-envoy-expected-rq-timeout-ms|X-Request-Timeout-Ms) takes .*");
        }
    }

    private static double late() {
        return Objects.requireNonNull(service.scrape().get("multigate_rejected_total{reason=\"deadline\"}"));
    }

}
