package io.multigate.web;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import io.multigate.RunningService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** In which order the scores come, and how many. */
class RankingContractTests {

    private static final int CANDIDATES = 60;

    private static RunningService service;

    @BeforeAll
    static void start(@TempDir Path models) {
        service = RunningService.startSmall(models);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static List<JsonNode> scores(String request) {
        HttpResponse<String> response = service.post("/v1/score", request);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RunningService.json(response).get("scores").valueStream().toList();
    }

    private static List<JsonNode> scores(int candidates, String options) {
        return scores(ScoreContractTests.request(candidates, options));
    }

    private static List<String> ids(List<JsonNode> scores) {
        return scores.stream().map((score) -> score.get("id").asString()).toList();
    }

    /** What a ranking has to look like: the unranked scores, sorted by a sort that keeps the order of equals. */
    private static List<JsonNode> ranked(String name) {
        return scores(CANDIDATES, "{}").stream()
                .sorted(Comparator.comparingDouble((JsonNode score) -> score.get(name).asDouble()).reversed())
                .toList();
    }

    @Test
    void scoresComeInTheOrderOfTheRequest() {
        assertThat(ids(scores(CANDIDATES, "{\"explain\": true}")))
                .isEqualTo(IntStream.range(0, CANDIDATES).mapToObj((i) -> "i" + i).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pCTR", "pCVR", "pCTCVR"})
    void rankByPutsTheGreatestFirst(String name) {
        List<JsonNode> ranked = scores(CANDIDATES, "{\"rankBy\": \"" + name + "\"}");
        assertThat(ranked).isEqualTo(ranked(name));
        assertThat(ids(ranked)).isNotEqualTo(ids(scores(CANDIDATES, "{}")));
    }

    @Test
    void topKAloneRanksByTheProduct() {
        assertThat(scores(CANDIDATES, "{\"topK\": 7}")).isEqualTo(ranked("pCTCVR").subList(0, 7));
    }

    @Test
    void topKCutsAnyRanking() {
        assertThat(scores(CANDIDATES, "{\"topK\": 7, \"rankBy\": \"pCVR\"}")).isEqualTo(ranked("pCVR").subList(0, 7));
    }

    @Test
    void topKBeyondTheCandidatesReturnsAllOfThem() {
        assertThat(scores(CANDIDATES, "{\"topK\": 1000}")).isEqualTo(ranked("pCTCVR"));
    }

    @Test
    void equalScoresKeepTheOrderOfTheRequestAndRepeatedIdsAreScoredEach() {
        String cheap = "{\"id\": \"%s\", \"features\": {\"price\": 1, \"brand\": \"acme\"}}";
        String dear = "{\"id\": \"%s\", \"features\": {\"price\": 900, \"category\": \"hats\"}}";
        String list = String.join(",", cheap.formatted("c"), dear.formatted("x"), cheap.formatted("a"),
                dear.formatted("x"), cheap.formatted("b"));
        List<JsonNode> ranked = scores("{\"candidates\": [" + list + "], \"options\": {\"rankBy\": \"pCTR\"}}");
        assertThat(ids(ranked)).isIn(List.of("c", "a", "b", "x", "x"), List.of("x", "x", "c", "a", "b"));
        assertThat(ranked.getFirst().get("pCTR").asDouble()).isGreaterThan(ranked.getLast().get("pCTR").asDouble());
    }

}
