package io.multigate.web;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import io.multigate.RunningService;
import io.multigate.TestModels;
import io.multigate.loading.ModelDirectory;
import io.multigate.loading.LoadOutcome;
import io.multigate.model.ModelId;
import io.multigate.model.ModelSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What a caller may rely on in an answer. */
class ScoreContractTests {

    private static RunningService service;

    private static ApiDescription api;

    @BeforeAll
    static void start(@TempDir Path models) {
        service = RunningService.start(models,
                List.of("shop-mmoe/1", "shop-mmoe/2", "shop-esmm/1", "reactions/1", "shop-mmoe/3"),
                ScoreContractTests::load);
        api = ApiDescription.of(service);
    }

    private static LoadOutcome load(Path directory) {
        ModelId id = ModelDirectory.id(directory).orElseThrow();
        if (id.version() == 3) {
            return TestModels.failure(directory, "weights.safetensors is missing");
        }
        ModelSpec spec = switch (id.name()) {
            case "shop-mmoe" -> TestModels.mmoe(4, 8);
            case "shop-esmm" -> TestModels.esmm();
            default -> TestModels.reactions();
        };
        return TestModels.outcome(TestModels.loaded(id, spec));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    static String request(int candidates, String options) {
        String list = String.join(",",
                IntStream.range(0, candidates)
                        .mapToObj((i) -> """
                                {"id": "i%d", "features": {"item_id": "i%d", "category": "shoes", "price": %d.5}}"""
                                .formatted(i, i, i))
                        .toList());
        return """
                {"candidates": [%s], "options": %s,
                 "context": {"hour": 21, "slot": "home"},
                 "user": {"user_id": "u17", "age": 34, "recent_categories": ["shoes", 7, null]}}"""
                .formatted(list, options);
    }

    private static JsonNode score(String path, int candidates, String options) {
        HttpResponse<String> response = service.post(path, request(candidates, options));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        api.requireDocumented(response);
        return RunningService.json(response);
    }

    @Test
    void everyScoreIsAProbabilityAndTheProductHolds() {
        JsonNode answer = score("/v1/models/shop-mmoe/score", 300, "{}");
        assertThat(answer.get("model").asString()).isEqualTo("shop-mmoe");
        assertThat(answer.get("version").asInt()).isEqualTo(2);
        assertThat(answer.get("scores").size()).isEqualTo(300);
        for (int i = 0; i < 300; i++) {
            JsonNode one = answer.get("scores").get(i);
            assertThat(one.get("id").asString()).isEqualTo("i" + i);
            float ctr = Float.parseFloat(one.get("pCTR").toString());
            float cvr = Float.parseFloat(one.get("pCVR").toString());
            assertThat(List.of(ctr, cvr)).allSatisfy((p) -> assertThat(p).isBetween(0f, 1f));
            assertThat(Float.parseFloat(one.get("pCTCVR").toString())).isEqualTo(ctr * cvr);
            assertThat(one.has("gates")).isFalse();
        }
    }

    @Test
    void theDefaultModelAnswersCallsThatNameNone() {
        assertThat(score("/v1/score", 3, "{}").get("scores"))
                .isEqualTo(score("/v1/models/shop-mmoe/score", 3, "{}").get("scores"));
    }

    @Test
    void aVersionAnswersWhenItIsNamed() {
        JsonNode old = score("/v1/models/shop-mmoe/versions/1/score", 3, "{}");
        assertThat(old.get("version").asInt()).isEqualTo(1);
        assertThat(old.get("scores")).isNotEqualTo(score("/v1/models/shop-mmoe/score", 3, "{}").get("scores"));
    }

    @Test
    void gatesAreExplainedOnRequestAndSumToOne() {
        JsonNode gates = score("/v1/score", 3, "{\"explain\": true}").get("scores").get(1).get("gates");
        for (String task : List.of("ctr", "cvr")) {
            assertThat(gates.get(task).size()).isEqualTo(4);
            assertThat(IntStream.range(0, 4).mapToDouble((i) -> gates.get(task).get(i).asDouble()).sum())
                    .isCloseTo(1.0, org.assertj.core.data.Offset.offset(1e-5));
        }
    }

    @Test
    void aModelWithoutGatesHasNothingToExplain() {
        assertThat(score("/v1/models/shop-esmm/score", 1, "{\"explain\": true}").get("scores").get(0).has("gates"))
                .isFalse();
    }

    @Test
    void aModelWithoutAFunnelAnswersByTask() {
        JsonNode one = score("/v1/models/reactions/score", 2, "{\"rankBy\": \"share\"}").get("scores").get(0);
        assertThat(one.has("pCTR")).isFalse();
        assertThat(one.get("predictions").propertyNames()).containsExactly("like", "share");
    }

}
