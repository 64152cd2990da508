package io.multigate.web;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

class ScoreCallsTests {

    private static MockHttpServletRequest request(String method, String path) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.setServletPath(path);
        return request;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/score", "/v1/models/shop-mmoe/score", "/v1/models/score/score",
            "/v1/models/shop-mmoe/versions/1/score"})
    void thePathsOfTheApiAre(String path) {
        assertThat(ScoreCalls.isOne(request("POST", path))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/score", "/v1/models/score", "/v1/x/score", "/v1/models//score", "/v1/score/", "/v2/score",
            "/v1/models/a/b/score", "/v1/models/a/versions/1/2/score", "/x/v1/score"})
    void othersAreNot(String path) {
        assertThat(ScoreCalls.isOne(request("POST", path))).isFalse();
    }

    @Test
    void onlyAPostIs() {
        assertThat(ScoreCalls.isOne(request("GET", "/v1/score"))).isFalse();
    }

}
