package io.multigate.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

import com.nimbusds.jose.JOSEException;
import io.multigate.RunningService;
import io.multigate.admission.Admission;
import io.multigate.security.ApiKeys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may call what: with keys, with tokens, and with neither configured. */
@Timeout(180)
@ExtendWith(OutputCaptureExtension.class)
class SecurityContractTests {

    private static final String SCORE = "/v1/score";

    /** Nothing is there: whoever may call it is told so. */
    private static final String ADMIN = "/v1/admin/nothing";

    private static final String BODY = "{\"candidates\": [{\"id\": \"a\"}]}";

    private static RunningService guarded;

    private static RunningService open;

    private static ApiDescription api;

    @BeforeAll
    static void start(@TempDir Path models, @TempDir Path others, @TempDir Path issuer) throws IOException {
        guarded = RunningService.startSmall(models, Credentials.settings(issuer));
        open = RunningService.startSmall(others);
        api = ApiDescription.of(guarded);
    }

    @AfterAll
    static void stop() {
        guarded.close();
        open.close();
    }

    private static HttpRequest.Builder score(RunningService service) {
        return HttpRequest.newBuilder(service.uri(SCORE))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(BODY));
    }

    private static HttpResponse<String> scoreWith(String bearer) {
        return guarded.send(score(guarded).header("Authorization", "Bearer " + bearer));
    }

    private static HttpResponse<String> getWith(String path, String bearer) {
        return guarded.send(HttpRequest.newBuilder(guarded.uri(path)).header("Authorization", "Bearer " + bearer));
    }

    private static void requireRefusal(HttpResponse<String> response, int status, String type, String challenge) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(RunningService.json(response).get("type").asString()).isEqualTo("urn:multigate:problem:" + type);
        if (response.uri().getPath().equals(SCORE)) {
            api.requireDocumented(response);
        }
        assertThat(response.headers().firstValue("X-Request-Id"))
                .hasValue(RunningService.json(response).get("requestId").asString());
        assertThat(response.headers().firstValue("WWW-Authenticate").orElse("")).startsWith(challenge);
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    }

    private static double rejected(RunningService service, String reason) {
        return service.scrape().getOrDefault("multigate_rejected_total{reason=\"" + reason + "\"}", Double.NaN);
    }

    @Test
    void refusalsAreWhatTheirExamplesSay() {
        for (HttpResponse<String> response : List.of(guarded.send(score(guarded)), scoreWith(Credentials.OPERATOR))) {
            ProblemType type = (response.statusCode() == 401) ? ProblemType.UNAUTHORIZED : ProblemType.FORBIDDEN;
            Problem example = ProblemExample.of(type).problem();
            JsonNode problem = RunningService.json(response);
            assertThat(problem.get("type").asString()).isEqualTo(example.type());
            assertThat(problem.get("title").asString()).isEqualTo(example.title());
            assertThat(problem.get("detail").asString()).isEqualTo(example.detail());
        }
    }

    @Test
    void twoKeysAreLiveAtOnceInEitherHeader() {
        for (String key : List.of(Credentials.FRONTEND, Credentials.FRONTEND_NEXT)) {
            assertThat(scoreWith(key).statusCode()).isEqualTo(200);
            assertThat(guarded.send(score(guarded).header("X-API-Key", key)).statusCode()).isEqualTo(200);
            assertThat(getWith("/v1/models", key).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aCallWithoutAKeyIsNotServed() {
        double before = rejected(guarded, "unauthorized");
        requireRefusal(guarded.send(score(guarded)), 401, "unauthorized", "Bearer realm=\"multigate\"");
        requireRefusal(guarded.get("/v1/models"), 401, "unauthorized", "Bearer realm=\"multigate\"");
        requireRefusal(guarded.get("/v1/nothing"), 401, "unauthorized", "Bearer realm=\"multigate\"");
        assertThat(rejected(guarded, "unauthorized")).isEqualTo(before + 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", "multigate_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "a b", "a.b.c"})
    void aWrongKeyIsNotServed(String key) {
        requireRefusal(scoreWith(key), 401, "unauthorized", "Bearer realm=\"multigate\", error=\"invalid_token\"");
        requireRefusal(guarded.send(score(guarded).header("X-API-Key", key)), 401, "unauthorized",
                "Bearer realm=\"multigate\", error=\"invalid_token\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void anEmptyKeyIsNone(String key) {
        requireRefusal(guarded.send(score(guarded).header("X-API-Key", key)), 401, "unauthorized",
                "Bearer realm=\"multigate\"");
        requireRefusal(scoreWith(key), 401, "unauthorized", "Bearer realm=\"multigate\"");
        assertThat(guarded.send(score(guarded).header("X-API-Key", key)
                .header("Authorization", "Bearer " + Credentials.FRONTEND)).statusCode()).isEqualTo(200);
    }

    @Test
    void theDigestOfAKeyIsNoKey() {
        String digest = HexFormat.of().formatHex(ApiKeys.sha256(Credentials.FRONTEND));
        requireRefusal(scoreWith(digest), 401, "unauthorized", "Bearer");
    }

    @Test
    void administrationIsApartFromScoring() {
        double before = rejected(guarded, "forbidden");
        requireRefusal(guarded.get(ADMIN), 401, "unauthorized", "Bearer");
        requireRefusal(getWith(ADMIN, Credentials.FRONTEND), 403, "forbidden",
                "Bearer realm=\"multigate\", error=\"insufficient_scope\", scope=\"multigate.admin\"");
        requireRefusal(getWith(ADMIN, Credentials.OPERATOR), 404, "not-found", "");
        requireRefusal(scoreWith(Credentials.OPERATOR), 403, "forbidden",
                "Bearer realm=\"multigate\", error=\"insufficient_scope\", scope=\"multigate.score\"");
        assertThat(rejected(guarded, "forbidden")).isEqualTo(before + 2);
    }

    @Test
    void aTokenServesInTheScopesThatItHas() throws JOSEException {
        String frontend = Credentials.token(Credentials.ISSUER, "multigate", "openid multigate.score",
                Credentials.anHourAhead());
        String operator = Credentials.token(Credentials.ISSUER, "multigate", "multigate.admin",
                Credentials.anHourAhead());
        assertThat(scoreWith(frontend).statusCode()).isEqualTo(200);
        requireRefusal(getWith(ADMIN, frontend), 403, "forbidden", "Bearer");
        requireRefusal(getWith(ADMIN, operator), 404, "not-found", "");
        requireRefusal(scoreWith(operator), 403, "forbidden", "Bearer");
    }

    @Test
    void aTokenOfAnotherIssuerOrAudienceOrTimeIsRefused() throws JOSEException {
        for (String token : List.of(
                Credentials.token(Credentials.keyPair(), "multigate", "multigate.score", Credentials.anHourAhead()),
                Credentials.token(Credentials.ISSUER, "another-service", "multigate.score", Credentials.anHourAhead()),
                Credentials.token(Credentials.ISSUER, "multigate", "multigate.score",
                        Instant.now().minusSeconds(3600)))) {
            HttpResponse<String> response = scoreWith(token);
            requireRefusal(response, 401, "unauthorized", "Bearer realm=\"multigate\", error=\"invalid_token\"");
            assertThat(RunningService.json(response).get("detail").asString())
                    .isEqualTo("the key or token is unknown, or no longer valid");
        }
    }

    /** The answer comes although the body never does, and all places inside are free. */
    @Test
    void aCallIsRefusedBeforeItsBodyIsRead() throws IOException {
        Admission admission = guarded.context().getBean(Admission.class);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), guarded.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("POST " + SCORE + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 1000\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] start = socket.getInputStream().readNBytes(12);
            assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 401");
            assertThat(admission.inside()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz", "/v3/api-docs", "/swagger-ui/index.html"})
    void probesAndTheDescriptionAreOpen(String path) {
        assertThat(guarded.get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void aPageMayAskBeforeItSendsItsKey() {
        HttpResponse<String> response = guarded.send(HttpRequest.newBuilder(guarded.uri(SCORE))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", "https://shop.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization, x-api-key, content-type"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
                .containsIgnoringCase("authorization")
                .containsIgnoringCase("x-api-key");
        HttpResponse<String> refused = guarded.send(score(guarded).header("Origin", "https://shop.example"));
        requireRefusal(refused, 401, "unauthorized", "Bearer");
        assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://shop.example");
    }

    @Test
    void withoutConfigurationScoringIsOpenAndAdministrationClosed() {
        double before = rejected(open, "forbidden");
        assertThat(open.send(score(open)).statusCode()).isEqualTo(200);
        assertThat(open.send(score(open).header("Authorization", "Bearer anything")).statusCode()).isEqualTo(200);
        for (HttpResponse<String> response : List.of(open.get(ADMIN), open.get("/v1/admin"),
                open.send(HttpRequest.newBuilder(open.uri(ADMIN)).header("X-API-Key", Credentials.OPERATOR)))) {
            requireRefusal(response, 403, "forbidden", "");
            assertThat(RunningService.json(response).get("detail").asString()).contains("multigate.security.keys");
        }
        assertThat(rejected(open, "forbidden")).isEqualTo(before + 3);
    }

    @Test
    void everyAnswerForbidsGuessingItsTypeAndFramingIt() throws IOException {
        for (RunningService service : List.of(guarded, open)) {
            for (String path : List.of(SCORE, ADMIN, "/v1/models", "/livez", "/swagger-ui/index.html", "/nowhere")) {
                HttpResponse<String> response = service.get(path);
                assertThat(response.headers().allValues("X-Content-Type-Options")).as(path).containsExactly("nosniff");
                assertThat(response.headers().allValues("X-Frame-Options")).as(path).containsExactly("DENY");
            }
            assertThat(RawRequest.send(service, "GET /%zz"))
                    .contains("X-Content-Type-Options: nosniff\r\n", "X-Frame-Options: DENY\r\n");
        }
    }

    @Test
    void whoMayCallIsSaidAtTheStart(@TempDir Path models, @TempDir Path others, @TempDir Path more,
            @TempDir Path issuer, CapturedOutput output) throws IOException {
        RunningService.startSmall(models).close();
        assertThat(output).contains("scoring is open to all, administration is closed");

        RunningService.startSmall(others, Credentials.settings(issuer)).close();
        assertThat(output).contains("scoring is open to the keys [frontend, frontend-next] and to tokens,"
                + " administration is open to the keys [operator] and to tokens");
        RunningService.startSmall(more, RunningService.administrable()).close();
        assertThat(output).contains("scoring is open to all, administration is open to the keys [operator]\n")
                .doesNotContain(HexFormat.of().formatHex(ApiKeys.sha256(Credentials.FRONTEND)));
    }

    @Test
    void thereIsNoDefaultUser(@TempDir Path models, CapturedOutput output) {
        RunningService.startSmall(models).close();
        assertThat(output).contains("Started").doesNotContainIgnoringCase("password");
    }

}
