package io.multigate.web;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests whose path, method or headers lead nowhere. */
class WrongRouteTests {

    private static BadInputService service;

    @BeforeAll
    static void start(@TempDir Path models) {
        service = BadInputService.start(models);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models/shop-nothing/score", "/v1/models/SHOP-MMOE/score",
            "/v1/models/shop-mmoe/versions/latest/score", "/v1/models/shop-mmoe/versions/0/score",
            "/v1/models/shop-mmoe/versions/-1/score", "/v1/models/shop-mmoe/versions/01/score",
            "/v1/models/shop-mmoe/versions/2/score", "/v1/models/shop-mmoe/versions/99999999999999999999/score",
            "/v1/models/%F0%9F%98%80/score"})
    void anUnknownModelOrVersionIsToldWhatExists(String path) {
        JsonNode problem = service.requireProblem(service.post(path, BadBody.candidates("{}")), 404, "unknown-model");
        assertThat(problem.get("detail").asString()).containsPattern("available: (shop-mmoe|1)$");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded",
            "multipart/form-data", "multipart/form-data; boundary=x", "*/*", "application/*",
            "application/json;charset=UTF-16", "application/json;charset=nonsense", "nonsense", "application/jsonx"})
    void anUnsupportedContentTypeIsAProblem(String type) {
        service.requireProblem(service.send(service.scoreRequest()
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(BadBody.candidates("{}")))), 415, "unsupported-media-type");
    }

    @Test
    void aContentTypeWithAWildcardIsAProblemAtAnyPath() {
        service.requireProblem(service.send(HttpRequest.newBuilder(service.uri("/v1/score"))
                .header("Content-Type", "*/*;q=1")
                .GET()), 415, "unsupported-media-type");
        assertThat(service.send(HttpRequest.newBuilder(service.uri("/v1/nothing"))
                .header("Content-Type", "*/*")
                .GET()).statusCode()).isEqualTo(415);
    }

    @Test
    void noContentTypeAndACompressedBodyAreProblems() {
        service.requireProblem(service.send(service.scoreRequest()
                .POST(HttpRequest.BodyPublishers.ofString(BadBody.candidates("{}")))), 415, "unsupported-media-type");
        service.requireProblem(service.send(service.scoreRequest()
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "br")
                .POST(HttpRequest.BodyPublishers.ofString(BadBody.candidates("{}")))), 415, "unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "BREW"})
    void aWrongMethodIsAProblem(String method) {
        HttpResponse<String> response = service.send(service.scoreRequest()
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(BadBody.candidates("{}"))));
        service.requireProblem(response, 405, "method-not-allowed");
        assertThat(response.headers().firstValue("Allow")).hasValue("POST");
    }

    @Test
    void anAnswerThatNobodyAcceptsIsAProblem() {
        service.requireProblem(service.send(service.scoreRequest()
                .header("Content-Type", "application/json")
                .header("Accept", "text/html")
                .POST(HttpRequest.BodyPublishers.ofString(BadBody.candidates("{}")))), 406, "not-acceptable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/v2/score", "/v1/models/a/b/c", "/favicon.ico", "/error", "/actuator/health"})
    void anUnknownPathIsAProblem(String path) {
        service.requireProblem(service.get(path), 404, "not-found");
    }

}
