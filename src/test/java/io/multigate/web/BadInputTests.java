package io.multigate.web;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.multigate.RunningService;
import io.multigate.TestModels;
import io.multigate.loading.ModelDirectory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever comes in, the answer is a problem of the 400s, and no series is ever born of it. */
class BadInputTests {

    private static final String SCORE = "/v1/models/shop-mmoe/score";

    private static RunningService service;

    private static Set<String> seriesBefore;

    private static ApiDescription api;

    @BeforeAll
    static void start(@TempDir Path models) {
        service = RunningService.start(models, List.of("shop-mmoe/1"),
                (directory) -> TestModels.outcome(directory,
                        TestModels.loaded(ModelDirectory.id(directory).orElseThrow(), TestModels.mmoe(4, 8))),
                "--multigate.limits.candidates=50", "--multigate.limits.list-length=20");
        seriesBefore = houseSeries();
        api = ApiDescription.of(service);
    }

    @AfterAll
    static void stop() {
        assertThat(houseSeries()).isEqualTo(seriesBefore);
        service.close();
    }

    private static Set<String> houseSeries() {
        Set<String> series = new TreeSet<>(service.scrape().keySet());
        series.removeIf((name) -> !name.startsWith("multigate_"));
        return series;
    }

    /**
     * A body and what the answer must say.
     * @param name in words
     * @param body as it is sent
     * @param pointer where the first error lies
     */
    record Case(String name, byte[] body, String pointer) {

        Case(String name, String body, String pointer) {
            this(name, body.getBytes(StandardCharsets.UTF_8), pointer);
        }

        @Override
        public String toString() {
            return this.name;
        }

    }

    private static String candidates(String features) {
        return "{\"candidates\": [{\"id\": \"a\", \"features\": " + features + "}]}";
    }

    private static byte[] broken(String before, int... bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("{\"candidates\": [{\"id\": \"" + before).getBytes(StandardCharsets.UTF_8));
        for (int one : bytes) {
            out.write(one);
        }
        out.writeBytes("\"}]}".getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    static Stream<Case> bodies() {
        String one = "{\"id\": \"a\"}";
        return Stream.of(new Case("empty", "", ""), new Case("blank", "  \n", ""),
                new Case("not JSON", "scores, please", ""),
                new Case("cut off", "{\"candidates\": [{\"id\"", "/candidates/0/id"),
                new Case("a list", "[]", ""), new Case("a string", "\"x\"", ""), new Case("null", "null", ""),
                new Case("a comment", "/* hi */{}", ""),
                new Case("a trailing comma", "{\"candidates\": [" + one + ",]}", "/candidates/1"),
                new Case("single quotes", "{'candidates': []}", ""),
                new Case("something after the end", "{\"candidates\": [" + one + "]} {}", ""),
                new Case("a bracket after the end", "{\"candidates\": [" + one + "]}]", ""),
                new Case("NaN", candidates("{\"price\": NaN}"), "/candidates/0/features/price"),
                new Case("Infinity", candidates("{\"price\": -Infinity}"), "/candidates/0/features/price"),
                new Case("1e999", candidates("{\"price\": 1e999}"), "/candidates/0/features/price"),
                new Case("1e999 unrecognised", candidates("{\"x\": [{\"y\": -1e999}]}"),
                        "/candidates/0/features/x/0/y"),
                new Case("400 digits", candidates("{\"price\": " + "9".repeat(400) + "}"),
                        "/candidates/0/features/price"),
                new Case("10,000 digits", candidates("{\"price\": " + "9".repeat(10_000) + "}"),
                        "/candidates/0/features/price"),
                new Case("leading zero", candidates("{\"price\": 007}"), "/candidates/0/features/price"),
                new Case("repeated envelope field", "{\"candidates\": [" + one + "], \"candidates\": [" + one + "]}",
                        "/candidates"),
                new Case("repeated user", "{\"user\": {}, \"user\": {}, \"candidates\": [" + one + "]}", "/user"),
                new Case("repeated id", "{\"candidates\": [{\"id\": \"a\", \"id\": \"b\"}]}", "/candidates/0/id"),
                new Case("repeated features", "{\"candidates\": [{\"id\": \"a\", \"features\": {}, \"features\": {}}]}",
                        "/candidates/0/features"),
                new Case("repeated feature", candidates("{\"price\": 1, \"price\": 1}"),
                        "/candidates/0/features/price"),
                new Case("repeated unrecognised feature", candidates("{\"x\": 1, \"x\": 1}"),
                        "/candidates/0/features/x"),
                new Case("repeated name within an unrecognised feature", candidates("{\"x\": {\"y\": 1, \"y\": 2}}"),
                        "/candidates/0/features/x/y"),
                new Case("repeated option", "{\"candidates\": [" + one + "], \"options\": {\"topK\": 1, \"topK\": 1}}",
                        "/options/topK"),
                new Case("stray continuation byte", broken("a", 0x80), ""),
                new Case("overlong NUL", broken("a", 0xC0, 0x80), ""),
                new Case("overlong slash", broken("a", 0xE0, 0x80, 0xAF), ""),
                new Case("encoded surrogate", broken("a", 0xED, 0xA0, 0x80), ""),
                new Case("beyond Unicode", broken("a", 0xF4, 0x90, 0x80, 0x80), ""),
                new Case("cut character", broken("a", 0xE2, 0x82), ""),
                new Case("byte FF", broken("a", 0xFF), ""),
                new Case("UTF-16", "{\"candidates\": []}".getBytes(StandardCharsets.UTF_16LE), ""),
                new Case("UTF-32", "{\"candidates\": []}".getBytes(Charset.forName("UTF-32BE")), ""),
                new Case("raw control character", candidates("{\"brand\": \"a\u0001b\"}"),
                        "/candidates/0/features/brand"),
                new Case("bad escape", candidates("{\"brand\": \"\\x41\"}"), "/candidates/0/features/brand"),
                new Case("missing candidates", "{\"user\": {}}", "/candidates"),
                new Case("null candidates", "{\"candidates\": null}", "/candidates"),
                new Case("no candidates", "{\"candidates\": []}", "/candidates"),
                new Case("candidates an object", "{\"candidates\": {}}", "/candidates"),
                new Case("a null candidate", "{\"candidates\": [" + one + ", null]}", "/candidates/1"),
                new Case("a number as candidate", "{\"candidates\": [7]}", "/candidates/0"),
                new Case("too many candidates",
                        "{\"candidates\": [" + String.join(",", Collections.nCopies(51, one)) + "]}", "/candidates"),
                new Case("missing id", "{\"candidates\": [{\"features\": {}}]}", "/candidates/0/id"),
                new Case("a number as id", "{\"candidates\": [{\"id\": 7}]}", "/candidates/0/id"),
                new Case("null as id", "{\"candidates\": [{\"id\": null}]}", "/candidates/0/id"),
                new Case("an object as id", "{\"candidates\": [{\"id\": {\"a\": [1]}}]}", "/candidates/0/id"),
                new Case("unknown envelope field", "{\"candidates\": [" + one + "], \"usr\": {}}", "/usr"),
                new Case("unknown candidate field", "{\"candidates\": [{\"id\": \"a\", \"price\": 1}]}",
                        "/candidates/0/price"),
                new Case("unknown option", "{\"candidates\": [" + one + "], \"options\": {\"top_k\": 1}}",
                        "/options/top_k"),
                new Case("user a list", "{\"user\": [], \"candidates\": [" + one + "]}", "/user"),
                new Case("context a string", "{\"context\": \"x\", \"candidates\": [" + one + "]}", "/context"),
                new Case("features a list", candidates("[1]"), "/candidates/0/features"),
                new Case("options a list", "{\"candidates\": [" + one + "], \"options\": []}", "/options"),
                new Case("text for a number", candidates("{\"price\": \"cheap\"}"), "/candidates/0/features/price"),
                new Case("a flag for a number", candidates("{\"price\": true}"), "/candidates/0/features/price"),
                new Case("a list for a number", candidates("{\"price\": [1]}"), "/candidates/0/features/price"),
                new Case("an object for a number", candidates("{\"price\": {\"eur\": 1}}"),
                        "/candidates/0/features/price"),
                new Case("a fraction for a category", candidates("{\"brand\": 1.5}"), "/candidates/0/features/brand"),
                new Case("a list for a category", candidates("{\"brand\": [\"acme\"]}"),
                        "/candidates/0/features/brand"),
                new Case("an object for a category", candidates("{\"brand\": {}}"), "/candidates/0/features/brand"),
                new Case("a value for a list",
                        "{\"user\": {\"recent_categories\": \"shoes\"}, \"candidates\": [" + one + "]}",
                        "/user/recent_categories"),
                new Case("an object in a list",
                        "{\"user\": {\"recent_categories\": [\"shoes\", {}]}, \"candidates\": [" + one + "]}",
                        "/user/recent_categories/1"),
                new Case("a list in a list",
                        "{\"user\": {\"recent_categories\": [[\"shoes\"]]}, \"candidates\": [" + one + "]}",
                        "/user/recent_categories/0"),
                new Case("a long list",
                        "{\"user\": {\"recent_categories\": [" + String.join(",", Collections.nCopies(21, "1"))
                                + "]}, \"candidates\": [" + one + "]}",
                        "/user/recent_categories/20"),
                new Case("a long value", candidates("{\"brand\": \"" + "x".repeat(1025) + "\"}"),
                        "/candidates/0/features/brand"),
                new Case("a very long value", candidates("{\"brand\": \"" + "x".repeat(200_000) + "\"}"),
                        "/candidates/0/features/brand"),
                new Case("topK zero", "{\"candidates\": [" + one + "], \"options\": {\"topK\": 0}}", "/options/topK"),
                new Case("topK negative", "{\"candidates\": [" + one + "], \"options\": {\"topK\": -3}}",
                        "/options/topK"),
                new Case("topK a fraction", "{\"candidates\": [" + one + "], \"options\": {\"topK\": 1.5}}",
                        "/options/topK"),
                new Case("topK a string", "{\"candidates\": [" + one + "], \"options\": {\"topK\": \"5\"}}",
                        "/options/topK"),
                new Case("topK huge", "{\"candidates\": [" + one + "], \"options\": {\"topK\": 99999999999}}",
                        "/options/topK"),
                new Case("rankBy unknown", "{\"candidates\": [" + one + "], \"options\": {\"rankBy\": \"pctr\"}}",
                        "/options/rankBy"),
                new Case("rankBy a list", "{\"candidates\": [" + one + "], \"options\": {\"rankBy\": [\"pCTR\"]}}",
                        "/options/rankBy"),
                new Case("explain a string", "{\"candidates\": [" + one + "], \"options\": {\"explain\": \"yes\"}}",
                        "/options/explain"),
                new Case("half a surrogate pair as id", "{\"candidates\": [{\"id\": \"\\ud800\"}]}",
                        "/candidates/0/id"),
                new Case("half a surrogate pair as field", "{\"\\udc00\": 1, \"candidates\": [" + one + "]}",
                        ""));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aBadBodyIsAProblemThatPointsAtItsFault(Case bad) {
        HttpResponse<String> response = service.post(SCORE, bad.body());
        JsonNode problem = problem(response, 400, "invalid-request");
        assertThat(problem.get("errors").get(0).get("pointer").asString()).isEqualTo(bad.pointer());
        assertThat(problem.get("errors").get(0).get("detail").asString()).isNotBlank();
    }

    /** Checks what every problem has, that it gives nothing away, and that an endpoint's is documented. */
    private static JsonNode problem(HttpResponse<String> response, int status, String type) {
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
            api.requireDocumented(response);
        }
        return problem;
    }

    @ParameterizedTest
    @ValueSource(ints = {33, 5_000})
    void whatIsNestedTooDeepIsAProblem(int depth) {
        String nested = "{\"x\":".repeat(depth) + "1" + "}".repeat(depth);
        problem(service.post(SCORE, candidates(nested)), 400, "invalid-request");
        String lists = "{\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
        problem(service.post(SCORE, candidates(lists)), 400, "invalid-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"x\": {\"y\": [1, {\"z\": null}]}}", "{\"brand\": \"a\\u0000b\"}",
            "{\"item_id\": \"\\ud800\"}", "{}", "null", "{\"price\": null, \"brand\": \"\"}",
            "{\"price\": 1e308, \"brand\": 12345678901234567890}", "{\"age\": 34, \"hour\": 21}"})
    void whatIsOnlyUnusualIsAnswered(String features) {
        assertThat(service.post(SCORE, candidates(features)).statusCode()).isEqualTo(200);
    }

    @Test
    void userContextFeaturesAndOptionsMayBeAbsentOrNull() {
        assertThat(service.post(SCORE, "{\"candidates\": [{\"id\": \"\"}, {\"id\": \"\"}]}").statusCode())
                .isEqualTo(200);
        assertThat(service.post(SCORE, """
                {"user": null, "context": null, "options": null, "candidates": [{"id": "a\\u0000\\ud83d\\ude00"}]}""")
                .statusCode()).isEqualTo(200);
    }

    @Test
    void onlyTheFirstTwentyErrorsAreListed() {
        String bad = String.join(",", Collections.nCopies(30, "{\"id\": 7}"));
        JsonNode problem = problem(service.post(SCORE, "{\"candidates\": [" + bad + "]}"), 400, "invalid-request");
        assertThat(problem.get("errors").size()).isEqualTo(20);
        assertThat(problem.get("errors").get(19).get("pointer").asString()).isEqualTo("/candidates/19/id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models/shop-nothing/score", "/v1/models/SHOP-MMOE/score",
            "/v1/models/shop-mmoe/versions/latest/score", "/v1/models/shop-mmoe/versions/0/score",
            "/v1/models/shop-mmoe/versions/-1/score", "/v1/models/shop-mmoe/versions/01/score",
            "/v1/models/shop-mmoe/versions/2/score", "/v1/models/shop-mmoe/versions/99999999999999999999/score",
            "/v1/models/%F0%9F%98%80/score"})
    void anUnknownModelOrVersionIsToldWhatExists(String path) {
        JsonNode problem = problem(service.post(path, candidates("{}")), 404, "unknown-model");
        assertThat(problem.get("detail").asString()).containsPattern("available: (shop-mmoe|1)$");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded",
            "application/json;charset=UTF-16", "application/json;charset=nonsense", "nonsense", "application/jsonx"})
    void anUnsupportedContentTypeIsAProblem(String type) {
        problem(service.send(HttpRequest.newBuilder(service.uri(SCORE))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(candidates("{}")))), 415, "unsupported-media-type");
    }

    @Test
    void noContentTypeAndACompressedBodyAreProblems() {
        problem(service.send(HttpRequest.newBuilder(service.uri(SCORE))
                .POST(HttpRequest.BodyPublishers.ofString(candidates("{}")))), 415, "unsupported-media-type");
        problem(service.send(HttpRequest.newBuilder(service.uri(SCORE))
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofString(candidates("{}")))), 415, "unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "BREW"})
    void aWrongMethodIsAProblem(String method) {
        HttpResponse<String> response = service.send(HttpRequest.newBuilder(service.uri(SCORE))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(candidates("{}"))));
        problem(response, 405, "method-not-allowed");
        assertThat(response.headers().firstValue("Allow")).hasValue("POST");
    }

    @Test
    void anAnswerThatNobodyAcceptsIsAProblem() {
        problem(service.send(HttpRequest.newBuilder(service.uri(SCORE))
                .header("Content-Type", "application/json")
                .header("Accept", "text/html")
                .POST(HttpRequest.BodyPublishers.ofString(candidates("{}")))), 406, "not-acceptable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/v2/score", "/v1/models/a/b/c", "/favicon.ico", "/error", "/actuator/health"})
    void anUnknownPathIsAProblem(String path) {
        problem(service.get(path), 404, "not-found");
    }

    @Test
    void fiftyMegabytesAreAProblemOrAReset() {
        byte[] body = new byte[50 * 1024 * 1024];
        Arrays.fill(body, (byte) ' ');
        for (HttpRequest.BodyPublisher publisher : List.of(HttpRequest.BodyPublishers.ofByteArray(body),
                HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))) {
            try {
                problem(service.send(HttpRequest.newBuilder(service.uri(SCORE))
                        .header("Content-Type", "application/json")
                        .POST(publisher)), 413, "body-too-large");
            } catch (UncheckedIOException reset) {
                assertThat(String.valueOf(reset.getMessage()).toLowerCase(Locale.ROOT)).containsAnyOf("reset",
                        "broken pipe", "closed",
                        "eof");
            }
        }
        assertThat(service.post(SCORE, candidates("{}")).statusCode()).isEqualTo(200);
    }

    @Test
    void whatCallersWriteMakesNoSeries() {
        random(new Random(1), 5);
        Set<String> before = new TreeSet<>(service.scrape().keySet());
        random(new Random(2), 100);
        Set<String> after = new TreeSet<>(service.scrape().keySet());
        after.removeAll(before);
        after.removeIf((series) -> series.startsWith("jvm_"));
        assertThat(after).isEmpty();
    }

    /** Four requests a round with names that nobody knows. */
    private static void random(Random random, int rounds) {
        for (int i = 0; i < rounds; i++) {
            String name = Long.toString(random.nextLong() >>> 1, 36);
            service.post(SCORE, candidates("{\"" + name + "\": 1, \"item_id\": \"" + name + "\"}"));
            service.post("/v1/models/" + name + "/score", candidates("{}"));
            service.get("/" + name + "/" + name);
            service.send(HttpRequest.newBuilder(service.uri("/v1/score"))
                    .header("Content-Type", "text/" + name)
                    .method(name.toUpperCase(Locale.ROOT), HttpRequest.BodyPublishers.ofString(name)));
        }
    }

}
