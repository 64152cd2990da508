package io.multigate.web;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.multigate.feature.EncodedBatch;
import io.multigate.feature.EncodedBlock;
import io.multigate.inference.ItemCache;
import io.multigate.inference.Predictions;
import io.multigate.loading.ModelLoader;
import io.multigate.registry.ServingModel;
import io.multigate.scoring.InvalidCallException;
import io.multigate.scoring.ScoringResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/** Bodies of any bytes, put to a shipped model: they are scored, or refused as what they are. */
class ScoreRequestFuzz {

    private static final JsonMapper JSON = new JsonMapper();

    private static final LimitsProperties LIMITS = new LimitsProperties(50, DataSize.ofMegabytes(8), 1024, 20, 32);

    private static final StrictJson STRICT = new StrictJson(LIMITS);

    private static final ServingModel MODEL = new ServingModel(
            new ModelLoader(false, ItemCache.NONE).load(Path.of("models", "shop-mmoe", "1")).model().orElseThrow());

    private static Stream<String> valid() {
        return Stream.of("""
                {"user": {"user_id": "u17", "age": 30, "segment": "family", "recent_categories": ["coats", "shoes"]},
                "context": {"hour": 22, "slot": "search"},
                "candidates": [{"id": "i153", "features": {"item_id": "i153", "category": "dresses", "brand": "b1",
                "price": 55.05, "user_category_views": 1}}, {"id": "i42", "features": {"price": 1e38}}],
                "options": {"rankBy": "pCTCVR", "topK": 2, "explain": true}}""",
                "{\"candidates\": [{\"id\": \"b\"}, {\"id\": \"a\"}, {\"id\": \"c\", \"features\": {\"price\": 9}}]}",
                BadBody.candidates("{}"),
                BadBody.candidates("{\"price\": -1e308, \"item_id\": true, \"category\": null, \"x\": [{\"y\": 1}]}"));
    }

    /** Here, where no input's time limit pays for the classes that the first call takes. */
    @BeforeAll
    static void validBodiesAreScored() {
        valid().forEach((body) -> assertThat(isScored(body.getBytes(StandardCharsets.UTF_8))).as(body).isTrue());
    }

    static Stream<byte[]> bodies() {
        return Stream.concat(valid().map((body) -> body.getBytes(StandardCharsets.UTF_8)),
                MalformedBodyTests.bodies().map(BadBody::body).filter((body) -> body.length < 4_096));
    }

    @Timeout(10)
    @MethodSource("bodies")
    @FuzzTest
    void anyBytesAreScoredOrRefused(byte[] body) {
        isScored(body);
    }

    private static boolean isScored(byte[] body) {
        HttpScoringCall call = new HttpScoringCall(STRICT, LIMITS, body, "fuzz");
        EncodedBatch batch;
        try {
            batch = call.decode(MODEL);
        } catch (InvalidCallException refused) {
            assertThat(refused.faults()).isNotEmpty().allSatisfy((fault) -> assertThat(fault.detail()).isNotBlank());
            return false;
        }
        JsonNode request = JSON.readTree(body);
        requireFinite(batch, request.get("candidates").size());
        Predictions predictions = MODEL.scorer().score(batch);
        requireProbabilities(predictions, batch.size());
        requireAnswer(request, JSON.readTree(call.render(new ScoringResult(MODEL, predictions))));
        return true;
    }

    private static void requireFinite(EncodedBatch batch, int candidates) {
        assertThat(List.of(batch.user().rows(), batch.context().rows(), batch.size()))
                .containsExactly(1, 1, candidates);
        for (EncodedBlock block : List.of(batch.user(), batch.context(), batch.candidates())) {
            for (int row = 0; row < block.rows(); row++) {
                for (int column = 0; column < block.layout().numbers(); column++) {
                    assertThat(block.number(row, column)).isFinite();
                }
            }
        }
    }

    private static void requireProbabilities(Predictions predictions, int candidates) {
        for (float[] values : predictions.values()) {
            assertThat(values).hasSize(candidates);
            for (float value : values) {
                assertThat(value).isBetween(0F, 1F);
            }
        }
    }

    /** Each candidate is answered unless the answer is cut, in the request's order unless it is ranked. */
    private static void requireAnswer(JsonNode request, JsonNode answer) {
        List<String> asked = ids(request.get("candidates"));
        List<String> answered = ids(answer.get("scores"));
        JsonNode options = request.path("options");
        if (options.hasNonNull("topK") || options.hasNonNull("rankBy")) {
            requireRanked(answer.get("scores"), options.path("rankBy").asString("pCTCVR"));
        }
        if (options.hasNonNull("topK")) {
            assertThat(answered).hasSize(Math.min(asked.size(), options.get("topK").asInt()));
            assertThat(asked).containsAll(answered);
        } else if (options.hasNonNull("rankBy")) {
            assertThat(answered).containsExactlyInAnyOrderElementsOf(asked);
        } else {
            assertThat(answered).containsExactlyElementsOf(asked);
        }
    }

    private static void requireRanked(JsonNode scores, String by) {
        assertThat(scores.valueStream().map((one) -> one.get(by).floatValue()))
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    private static List<String> ids(JsonNode list) {
        return list.valueStream().map((one) -> one.get("id").asString()).toList();
    }

}
