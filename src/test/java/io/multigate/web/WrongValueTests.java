package io.multigate.web;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.multigate.scoring.InvalidCallException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Bodies that are JSON, but do not say what a score request must say; and those that only look so. */
class WrongValueTests {

    private static BadInputService service;

    @BeforeAll
    static void start(@TempDir Path models) {
        service = BadInputService.start(models);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    static Stream<BadBody> bodies() {
        String one = "{\"id\": \"a\"}";
        return Stream.of(new BadBody("a list", "[]", ""),
                new BadBody("a string", "\"x\"", ""),
                new BadBody("null", "null", ""),
                new BadBody("missing candidates", "{\"user\": {}}", "/candidates"),
                new BadBody("null candidates", "{\"candidates\": null}", "/candidates"),
                new BadBody("no candidates", "{\"candidates\": []}", "/candidates"),
                new BadBody("candidates an object", "{\"candidates\": {}}", "/candidates"),
                new BadBody("a null candidate", "{\"candidates\": [" + one + ", null]}", "/candidates/1"),
                new BadBody("a number as candidate", "{\"candidates\": [7]}", "/candidates/0"),
                new BadBody("too many candidates",
                        "{\"candidates\": [" + String.join(",", Collections.nCopies(51, one)) + "]}", "/candidates"),
                new BadBody("missing id", "{\"candidates\": [{\"features\": {}}]}", "/candidates/0/id"),
                new BadBody("a number as id", "{\"candidates\": [{\"id\": 7}]}", "/candidates/0/id"),
                new BadBody("null as id", "{\"candidates\": [{\"id\": null}]}", "/candidates/0/id"),
                new BadBody("an object as id", "{\"candidates\": [{\"id\": {\"a\": [1]}}]}", "/candidates/0/id"),
                new BadBody("unknown envelope field", "{\"candidates\": [" + one + "], \"usr\": {}}", "/usr"),
                new BadBody("unknown candidate field", "{\"candidates\": [{\"id\": \"a\", \"price\": 1}]}",
                        "/candidates/0/price"),
                new BadBody("unknown option", "{\"candidates\": [" + one + "], \"options\": {\"top_k\": 1}}",
                        "/options/top_k"),
                new BadBody("user a list", "{\"user\": [], \"candidates\": [" + one + "]}", "/user"),
                new BadBody("context a string", "{\"context\": \"x\", \"candidates\": [" + one + "]}", "/context"),
                new BadBody("features a list", BadBody.candidates("[1]"), "/candidates/0/features"),
                new BadBody("options a list", "{\"candidates\": [" + one + "], \"options\": []}", "/options"),
                new BadBody("text for a number", BadBody.candidates("{\"price\": \"cheap\"}"),
                        "/candidates/0/features/price"),
                new BadBody("a flag for a number", BadBody.candidates("{\"price\": true}"),
                        "/candidates/0/features/price"),
                new BadBody("a list for a number", BadBody.candidates("{\"price\": [1]}"),
                        "/candidates/0/features/price"),
                new BadBody("an object for a number", BadBody.candidates("{\"price\": {\"eur\": 1}}"),
                        "/candidates/0/features/price"),
                new BadBody("a fraction for a category", BadBody.candidates("{\"brand\": 1.5}"),
                        "/candidates/0/features/brand"),
                new BadBody("a list for a category", BadBody.candidates("{\"brand\": [\"acme\"]}"),
                        "/candidates/0/features/brand"),
                new BadBody("an object for a category", BadBody.candidates("{\"brand\": {}}"),
                        "/candidates/0/features/brand"),
                new BadBody("a value for a list",
                        "{\"user\": {\"recent_categories\": \"shoes\"}, \"candidates\": [" + one + "]}",
                        "/user/recent_categories"),
                new BadBody("an object in a list",
                        "{\"user\": {\"recent_categories\": [\"shoes\", {}]}, \"candidates\": [" + one + "]}",
                        "/user/recent_categories/1"),
                new BadBody("a list in a list",
                        "{\"user\": {\"recent_categories\": [[\"shoes\"]]}, \"candidates\": [" + one + "]}",
                        "/user/recent_categories/0"),
                new BadBody("a long list",
                        "{\"user\": {\"recent_categories\": [" + String.join(",", Collections.nCopies(21, "1"))
                                + "]}, \"candidates\": [" + one + "]}",
                        "/user/recent_categories/20"),
                new BadBody("a long value", BadBody.candidates("{\"brand\": \"" + "x".repeat(1025) + "\"}"),
                        "/candidates/0/features/brand"),
                new BadBody("a very long value", BadBody.candidates("{\"brand\": \"" + "x".repeat(200_000) + "\"}"),
                        "/candidates/0/features/brand"),
                new BadBody("topK zero", "{\"candidates\": [" + one + "], \"options\": {\"topK\": 0}}",
                        "/options/topK"),
                new BadBody("topK negative", "{\"candidates\": [" + one + "], \"options\": {\"topK\": -3}}",
                        "/options/topK"),
                new BadBody("topK a fraction", "{\"candidates\": [" + one + "], \"options\": {\"topK\": 1.5}}",
                        "/options/topK"),
                new BadBody("topK a string", "{\"candidates\": [" + one + "], \"options\": {\"topK\": \"5\"}}",
                        "/options/topK"),
                new BadBody("topK huge", "{\"candidates\": [" + one + "], \"options\": {\"topK\": 99999999999}}",
                        "/options/topK"),
                new BadBody("rankBy unknown", "{\"candidates\": [" + one + "], \"options\": {\"rankBy\": \"pctr\"}}",
                        "/options/rankBy"),
                new BadBody("rankBy a list", "{\"candidates\": [" + one + "], \"options\": {\"rankBy\": [\"pCTR\"]}}",
                        "/options/rankBy"),
                new BadBody("explain a string", "{\"candidates\": [" + one + "], \"options\": {\"explain\": \"yes\"}}",
                        "/options/explain"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aWrongValueIsAProblemThatPointsAtIt(BadBody bad) {
        service.refuses(bad);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"x\": {\"y\": [1, {\"z\": null}]}}", "{\"brand\": \"a\\u0000b\"}",
            "{\"item_id\": \"\\ud800\"}", "{}", "null", "{\"price\": null, \"brand\": \"\"}",
            "{\"price\": 1e308, \"brand\": 12345678901234567890}", "{\"age\": 34, \"hour\": 21}"})
    void whatIsOnlyUnusualIsAnswered(String features) {
        assertThat(service.score(BadBody.candidates(features)).statusCode()).isEqualTo(200);
    }

    @Test
    void userContextFeaturesAndOptionsMayBeAbsentOrNull() {
        assertThat(
                service.score("{\"candidates\": [{\"id\": \"\"}, {\"id\": \"\"}]}").statusCode())
                .isEqualTo(200);
        assertThat(service.score("""
                {"user": null, "context": null, "options": null, "candidates": [{"id": "a\\u0000\\ud83d\\ude00"}]}""")
                .statusCode()).isEqualTo(200);
    }

    @Test
    void onlyTheFirstTwentyErrorsAreListed() {
        String bad = String.join(",", Collections.nCopies(30, "{\"id\": 7}"));
        JsonNode problem = service.requireProblem(
                service.score("{\"candidates\": [" + bad + "]}"), 400, "invalid-request");
        assertThat(problem.get("errors").size()).isEqualTo(20);
        assertThat(problem.get("errors").get(19).get("pointer").asString()).isEqualTo("/candidates/19/id");
    }

    /** To say where a million faults are would take minutes. */
    @Test
    void nothingIsReadBehindTheTwentiethError() {
        String twice = "{" + "\"x\": 1,".repeat(1_000_000) + "\"x\": 1}";
        assertThat(service.requireProblem(service.score(BadBody.candidates("{\"deep\": " + twice + "}")), 400,
                "invalid-request").get("errors").size()).isEqualTo(20);
        assertThatExceptionOfType(InvalidCallException.class).isThrownBy(() -> {
            Faults faults = new Faults(new JsonFactory().createParser(ObjectReadContext.empty(), "{"));
            for (int i = 0; i < 21; i++) {
                faults.add("fault " + i);
            }
        }).satisfies((ex) -> assertThat(ex.faults()).hasSize(20));
    }

    /** A small body could ask for an answer of megabytes. */
    @Test
    void aLongPointerIsThatOfAValueAround() {
        String name = "\\u0001".repeat(1_000);
        String deep = ("{\"" + name + "\": ").repeat(25) + "[" + "1e999, ".repeat(20) + "1e999]" + "}".repeat(25);
        HttpResponse<String> answer = service.score(BadBody.candidates("{\"deep\": " + deep + "}"));
        JsonNode errors = service.requireProblem(answer, 400, "invalid-request").get("errors");
        assertThat(errors.size()).isEqualTo(20);
        assertThat(errors.get(0).get("pointer").asString()).isEqualTo("/candidates/0/features/deep");
        assertThat(answer.body()).hasSizeLessThan(10_000);
    }

    @Test
    void namesThatNobodyKnowsAreBounded() {
        assertThat(service.score(BadBody.candidates(names(1000))).statusCode()).isEqualTo(200);
        for (String body : List.of(BadBody.candidates(names(1001)),
                BadBody.candidates("{\"deep\": " + names(1001) + "}"))) {
            JsonNode errors = service.requireProblem(service.score(body), 400, "invalid-request").get("errors");
            assertThat(errors.get(0).get("pointer").asString()).startsWith("/candidates/0/features").endsWith("/x1000");
            assertThat(errors.get(0).get("detail").asString()).contains("more than 1000 names");
        }
    }

    private static String names(int count) {
        return IntStream.range(0, count)
                .mapToObj((number) -> "\"x" + number + "\": 0")
                .collect(Collectors.joining(",", "{", "}"));
    }

}
