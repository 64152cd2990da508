package io.multigate.web;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.multigate.RunningService;
import org.apache.catalina.valves.RemoteIpValve;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** What a caller may rely on in headers: the request's id, other origins, forwarding proxies. */
class HeaderContractTests {

    private static final String SCORE = "/v1/score";

    private static final String ORIGIN = "https://shop.example";

    private static final String ALLOWED = "Access-Control-Allow-Origin";

    private static RunningService closed;

    private static RunningService open;

    @BeforeAll
    static void start(@TempDir Path closedModels, @TempDir Path openModels) {
        closed = RunningService.startSmall(closedModels);
        open = RunningService.startSmall(openModels, "--multigate.cors.origins=" + ORIGIN + ",http://localhost:3000",
                "--server.forward-headers-strategy=framework");
    }

    @AfterAll
    static void stop() {
        closed.close();
        open.close();
    }

    private static HttpRequest.Builder request(RunningService service, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.uri(path));
        return path.equals(SCORE)
                ? request.header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"candidates\": [{\"id\": \"a\"}]}"))
                : request;
    }

    private static Optional<String> id(HttpResponse<String> response) {
        return response.headers().firstValue("X-Request-Id");
    }

    @ParameterizedTest
    @ValueSource(strings = {SCORE, "/v1/models", "/v1/models/shop-nothing", "/nowhere", "/livez", "/readyz",
            "/v3/api-docs"})
    void aWellFormedRequestIdComesBack(String path) {
        String sent = "Az09._-" + "x".repeat(57);
        assertThat(id(closed.send(request(closed, path).header("X-Request-Id", sent)))).hasValue(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a;b", "a\"b", "ä", "../x", "<script>"})
    void anIllFormedRequestIdIsReplaced(String sent) {
        HttpResponse<String> response = closed.send(request(closed, SCORE).header("X-Request-Id", sent));
        assertThat(id(response).orElseThrow()).isNotEqualTo(sent).matches("[0-9a-f-]{36}");
        assertThat(RunningService.json(response).get("requestId").asString()).isEqualTo(id(response).orElseThrow());
    }

    @Test
    void aRequestIdOfMoreThan64CharactersIsReplaced() {
        String sent = "x".repeat(65);
        assertThat(id(closed.send(request(closed, SCORE).header("X-Request-Id", sent))).orElseThrow())
                .matches("[0-9a-f-]{36}");
    }

    @Test
    void everyRequestWithoutAnIdGetsANewOne() {
        String first = id(closed.send(request(closed, SCORE))).orElseThrow();
        assertThat(id(closed.send(request(closed, SCORE))).orElseThrow()).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {SCORE, "/v1/models"})
    void withoutConfigurationNoOriginIsAllowed(String path) {
        HttpResponse<String> response = closed.send(request(closed, path).header("Origin", ORIGIN));
        assertThat(response.headers().firstValue(ALLOWED)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {SCORE, "/v1/models"})
    void aConfiguredOriginIsAllowedAndMaySeeTheRequestId(String path) {
        for (String origin : List.of(ORIGIN, "http://localhost:3000")) {
            HttpResponse<String> response = open.send(request(open, path).header("Origin", origin));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue(ALLOWED)).hasValue(origin);
            assertThat(response.headers().firstValue("Access-Control-Expose-Headers").orElseThrow())
                    .contains("X-Request-Id", "Retry-After");
        }
    }

    @Test
    void aConfiguredOriginMayAskBeforeItPosts() {
        String headers = "authorization, content-encoding, content-type, grpc-timeout, x-api-key,"
                + " x-envoy-expected-rq-timeout-ms, x-request-id, x-request-timeout-ms";
        HttpResponse<String> response = preflight(ORIGIN, "POST", headers);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Access-Control-Allow-Headers")).hasValue(headers);
        assertThat(response.headers().firstValue(ALLOWED)).hasValue(ORIGIN);
        assertThat(response.headers().firstValue("Access-Control-Allow-Methods").orElseThrow()).contains("POST");
        assertThat(response.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
    }

    @Test
    void anotherOriginMethodOrHeaderIsForbidden() {
        double before = forbidden();
        for (HttpResponse<String> response : List.of(preflight("https://shop.example.org", "POST", "content-type"),
                preflight(ORIGIN, "DELETE", "content-type"), preflight(ORIGIN, "POST", "cookie"))) {
            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(response.headers().firstValue(ALLOWED)).isEmpty();
            assertThat(RunningService.json(response).get("type").asString())
                    .isEqualTo("urn:multigate:problem:forbidden-origin");
        }
        assertThat(forbidden()).as("calls for scores that no browser will send").isEqualTo(before + 2);
    }

    private static double forbidden() {
        return open.scrape().getOrDefault("multigate_rejected_total{reason=\"forbidden\"}", Double.NaN);
    }

    private static HttpResponse<String> preflight(String origin, String method, String headers) {
        return open.send(HttpRequest.newBuilder(open.uri(SCORE))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", method)
                .header("Access-Control-Request-Headers", headers));
    }

    @Test
    void forwardedHeadersCountOnlyWhereConfigured() {
        assertThat(swaggerUi(closed)).isEqualTo("/swagger-ui/index.html");
        assertThat(swaggerUi(open)).isEqualTo("/shop/swagger-ui/index.html");
    }

    /** Springdoc looks at them, whatever is configured. */
    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-Port: x", "X-Forwarded-Host: a:b:c", "X-Forwarded-Host: a%zz",
            "X-Forwarded-Proto: 1", "X-Forwarded-Prefix: x", "Forwarded: host=a:b:c", "Forwarded: host=\"a b\""})
    void forwardedHeadersThatAreNoneDoNoHarmWhereTheyDoNotCount(String header) {
        for (String path : List.of("/swagger-ui.html", "/swagger-ui%2ehtml", "/swagger-ui.html;a=b")) {
            assertThat(malformed(path, header).headers().firstValue("Location")).hasValue("/swagger-ui/index.html");
        }
        for (String path : List.of("/swagger-ui/index.html", "/swagger-ui/swagger-initializer.js",
                "/v3/api-docs/swagger-config", "/v3/api-docs", "/v3/api-docs.yaml", "/livez", SCORE)) {
            HttpResponse<String> response = malformed(path, header);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        }
    }

    private static HttpResponse<String> malformed(String path, String header) {
        String[] parts = header.split(": ", 2);
        return closed.send(request(closed, path).header(parts[0], parts[1]));
    }

    /** Spring Boot would believe them wherever it finds itself on Kubernetes. */
    @Test
    void forwardedHeadersDoNotCountOnKubernetesEither(@TempDir Path models) {
        try (RunningService pod = RunningService.startSmall(models, "--spring.main.cloud-platform=kubernetes")) {
            assertThat(((WebServerApplicationContext) pod.context()).getWebServer())
                    .isInstanceOfSatisfying(TomcatWebServer.class,
                            (server) -> assertThat(server.getTomcat().getEngine().getPipeline().getValves())
                                    .noneMatch(RemoteIpValve.class::isInstance));
        }
    }

    @Test
    void theDescriptionLeadsThroughTheProxyThatItCameThrough() {
        assertThat(server(closed)).isEqualTo("/");
        assertThat(server(open)).isEqualTo("/shop/");
        assertThat(RunningService.json(open.get("/v3/api-docs")).at("/servers/0/url").asString()).isEqualTo("/");
    }

    /** Where the path of Swagger UI leads behind a proxy. */
    private static String swaggerUi(RunningService service) {
        HttpResponse<String> response = forwarded(service, "/swagger-ui.html");
        assertThat(response.statusCode()).isEqualTo(302);
        return response.headers().firstValue("Location").orElseThrow();
    }

    /** Where the operations of the description are, behind a proxy. */
    private static String server(RunningService service) {
        return RunningService.json(forwarded(service, "/v3/api-docs")).at("/servers/0/url").asString();
    }

    private static HttpResponse<String> forwarded(RunningService service, String path) {
        return service.send(HttpRequest.newBuilder(service.uri(path))
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "proxy.example")
                .header("X-Forwarded-Prefix", "/shop"));
    }

}
