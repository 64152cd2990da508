package io.multigate.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.multigate.RunningService;
import io.multigate.TestModels;
import io.multigate.admission.Admission;
import io.multigate.loading.ModelDirectory;
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
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class SecurityContractTests {

    private static final String SCORE = "/v1/score";

    /** Nothing is there: whoever may call it is told so. */
    private static final String ADMIN = "/v1/admin/nothing";

    private static final String BODY = "{\"candidates\": [{\"id\": \"a\"}]}";

    private static final String FRONTEND = ApiKeys.random(new SecureRandom());

    private static final String FRONTEND_NEXT = ApiKeys.random(new SecureRandom());

    private static final String OPERATOR = ApiKeys.random(new SecureRandom());

    private static final KeyPair ISSUER = keyPair();

    private static RunningService guarded;

    private static RunningService open;

    private static ApiDescription api;

    @BeforeAll
    static void start(@TempDir Path models, @TempDir Path others, @TempDir Path issuer) throws IOException {
        Path publicKey = Files.writeString(issuer.resolve("public.pem"), "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(ISSUER.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n");
        guarded = start(models, sha256("frontend", FRONTEND), roles("frontend", "score"),
                sha256("frontend-next", FRONTEND_NEXT), roles("frontend-next", "score"),
                sha256("operator", OPERATOR), roles("operator", "admin"),
                "--spring.security.oauth2.resourceserver.jwt.public-key-location=" + publicKey.toUri(),
                "--spring.security.oauth2.resourceserver.jwt.audiences=multigate",
                "--multigate.cors.origins=https://shop.example", "--server.forward-headers-strategy=framework");
        open = start(others);
        api = ApiDescription.of(guarded);
    }

    private static RunningService start(Path models, String... settings) {
        return RunningService.start(models, List.of("shop-mmoe/1"), (directory) -> TestModels.outcome(directory,
                TestModels.loaded(ModelDirectory.id(directory).orElseThrow(), TestModels.mmoe(4, 8))), settings);
    }

    private static String sha256(String name, String key) {
        return "--multigate.security.keys." + name + ".sha256=" + HexFormat.of().formatHex(ApiKeys.sha256(key));
    }

    private static String roles(String name, String roles) {
        return "--multigate.security.keys." + name + ".roles=" + roles;
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static String token(KeyPair issuer, String audience, String scope, Instant expiry) throws JOSEException {
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256),
                new JWTClaimsSet.Builder().subject("someone")
                        .audience(audience)
                        .claim("scope", scope)
                        .expirationTime(Date.from(expiry))
                        .build());
        token.sign(new RSASSASigner(issuer.getPrivate()));
        return token.serialize();
    }

    private static Instant anHourAhead() {
        return Instant.now().plusSeconds(3600);
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
        for (HttpResponse<String> response : List.of(guarded.send(score(guarded)), scoreWith(OPERATOR))) {
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
        for (String key : List.of(FRONTEND, FRONTEND_NEXT)) {
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

    @Test
    void theDigestOfAKeyIsNoKey() {
        String digest = HexFormat.of().formatHex(ApiKeys.sha256(FRONTEND));
        requireRefusal(scoreWith(digest), 401, "unauthorized", "Bearer");
    }

    @Test
    void administrationIsApartFromScoring() {
        double before = rejected(guarded, "forbidden");
        requireRefusal(guarded.get(ADMIN), 401, "unauthorized", "Bearer");
        requireRefusal(getWith(ADMIN, FRONTEND), 403, "forbidden",
                "Bearer realm=\"multigate\", error=\"insufficient_scope\", scope=\"multigate.admin\"");
        requireRefusal(getWith(ADMIN, OPERATOR), 404, "not-found", "");
        requireRefusal(scoreWith(OPERATOR), 403, "forbidden",
                "Bearer realm=\"multigate\", error=\"insufficient_scope\", scope=\"multigate.score\"");
        assertThat(rejected(guarded, "forbidden")).isEqualTo(before + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/admin", "/v1/admin/", "/v1/%61dmin/nothing", "/%76%31/admin/nothing",
            "/v1/admin/%2e%2e/admin/nothing", "/v1;a=b/admin/nothing", "//v1/admin/nothing", "/v1/./admin/nothing",
            "/v1/models/../admin/nothing"})
    void noSpellingOfAPathLeadsPastTheGuard(String path) throws IOException {
        for (RunningService service : List.of(guarded, open)) {
            assertThat(status(service, "GET " + path)).as(path).isIn(400, 401, 403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/shop", "/v1", "/v1/admin", "/", "/v1/admin/nothing", "//x", "/;a"})
    void noForwardedHeaderLeadsPastTheGuard(String prefix) {
        for (String path : List.of(ADMIN, "/v1/models")) {
            HttpResponse<String> response = guarded.send(HttpRequest.newBuilder(guarded.uri(path))
                    .header("X-Forwarded-Prefix", prefix)
                    .header("X-Forwarded-Host", "proxy.example"));
            assertThat(response.statusCode()).as(response.body()).isIn(400, 401, 404);
            assertThat(response.body()).doesNotContain("shop-mmoe");
        }
    }

    /** Sent as it stands; clients would tidy it up. */
    private static int status(RunningService service, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.getOutputStream()
                    .write((request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).contains("application/problem+json");
            return Integer.parseInt(answer.substring(9, 12));
        }
    }

    @Test
    void aTokenServesInTheScopesThatItHas() throws JOSEException {
        String frontend = token(ISSUER, "multigate", "openid multigate.score", anHourAhead());
        String operator = token(ISSUER, "multigate", "multigate.admin", anHourAhead());
        assertThat(scoreWith(frontend).statusCode()).isEqualTo(200);
        requireRefusal(getWith(ADMIN, frontend), 403, "forbidden", "Bearer");
        requireRefusal(getWith(ADMIN, operator), 404, "not-found", "");
        requireRefusal(scoreWith(operator), 403, "forbidden", "Bearer");
    }

    @Test
    void aTokenOfAnotherIssuerOrAudienceOrTimeIsRefused() throws JOSEException {
        for (String token : List.of(token(keyPair(), "multigate", "multigate.score", anHourAhead()),
                token(ISSUER, "another-service", "multigate.score", anHourAhead()),
                token(ISSUER, "multigate", "multigate.score", Instant.now().minusSeconds(3600)))) {
            HttpResponse<String> response = scoreWith(token);
            requireRefusal(response, 401, "unauthorized", "Bearer realm=\"multigate\", error=\"invalid_token\"");
            assertThat(RunningService.json(response).get("detail").asString())
                    .isEqualTo("the key or token is unknown, or no longer valid");
        }
    }

    /** The answer comes although the body never does, and all places inside are free. */
    @Test
    void aCallIsRefusedBeforeItsBodyIsRead() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), guarded.port())) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream()
                    .write(("POST " + SCORE + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 1000\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] start = socket.getInputStream().readNBytes(12);
            assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 401");
            assertThat(guarded.context().getBean(Admission.class).inside()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz", "/v3/api-docs", "/swagger-ui/index.html"})
    void probesAndTheDescriptionAreOpen(String path) {
        assertThat(guarded.get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void theManagementPortIsOpen() {
        assertThat(guarded.scrapeText()).contains("multigate_rejected_total").doesNotContain("spring_security");
    }

    @Test
    void theManagementPortListsWhatIsInTheJar() {
        HttpResponse<String> bill = guarded.send(HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + guarded.managementPort() + "/actuator/sbom/application")));
        assertThat(bill.statusCode()).isEqualTo(200);
        assertThat(RunningService.json(bill).get("bomFormat").asString()).isEqualTo("CycloneDX");
        assertThat(RunningService.json(bill).get("components").valueStream()
                .map((component) -> component.get("name").asString())).contains("deeplearning4j-nn", "nd4j-native",
                        "spring-security-web");
        assertThat(guarded.get("/actuator/sbom/application").statusCode()).isEqualTo(404);
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
                open.send(HttpRequest.newBuilder(open.uri(ADMIN)).header("X-API-Key", OPERATOR)))) {
            requireRefusal(response, 403, "forbidden", "");
            assertThat(RunningService.json(response).get("detail").asString()).contains("multigate.security.keys");
        }
        assertThat(rejected(open, "forbidden")).isEqualTo(before + 3);
    }

    @Test
    void everyAnswerForbidsGuessingItsTypeAndFramingIt() {
        for (RunningService service : List.of(guarded, open)) {
            for (String path : List.of(SCORE, ADMIN, "/v1/models", "/livez", "/swagger-ui/index.html", "/nowhere")) {
                HttpResponse<String> response = service.get(path);
                assertThat(response.headers().allValues("X-Content-Type-Options")).as(path).containsExactly("nosniff");
                assertThat(response.headers().allValues("X-Frame-Options")).as(path).containsExactly("DENY");
            }
        }
    }

    @Test
    void thereIsNoDefaultUser(@TempDir Path models, CapturedOutput output) {
        start(models).close();
        assertThat(output).contains("Started").doesNotContainIgnoringCase("password");
    }

}
