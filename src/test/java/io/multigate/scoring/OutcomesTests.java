package io.multigate.scoring;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.multigate.RunningService;
import io.multigate.TestModels;
import io.multigate.feature.EncodedBatch;
import io.multigate.inference.PlanCompiler;
import io.multigate.inference.Predictions;
import io.multigate.inference.Scorer;
import io.multigate.model.ModelId;
import io.multigate.model.ModelSpec;
import io.multigate.model.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A call is counted once, by how it ended. */
class OutcomesTests {

    private static final ModelId MODEL = new ModelId("shop", 1);

    private static final ModelSpec SPEC = TestModels.esmm();

    private static final Weights WEIGHTS = TestModels.weights(TestModels.schema(), SPEC, 1);

    private static final Scorer PLAN = PlanCompiler.compile(TestModels.schema(), SPEC, WEIGHTS);

    private static Predictions failingForTwo(EncodedBatch batch) {
        if (batch.size() == 2) {
            throw new IllegalStateException("two are too many");
        }
        return PLAN.score(batch);
    }

    private static Map<Outcome, Double> counts(RunningService service) {
        Map<String, Double> series = service.scrape();
        return Arrays.stream(Outcome.values())
                .collect(Collectors.toMap((outcome) -> outcome,
                        (outcome) -> Objects.requireNonNull(series.get("multigate_score_seconds_count{model=\"shop\","
                                + "outcome=\"" + outcome.tag() + "\",version=\"1\"}"))));
    }

    @Test
    void everyOutcomeHasItsCount(@TempDir Path models) {
        try (RunningService service = RunningService.start(models, List.of("shop/1"),
                (directory) -> TestModels.outcome(
                        TestModels.loaded(MODEL, SPEC, OutcomesTests::failingForTwo, WEIGHTS)))) {
            String one = "{\"id\": \"a\"}";
            for (int i = 0; i < 3; i++) {
                assertThat(post(service, one)).isEqualTo(200);
            }
            assertThat(post(service, "")).isEqualTo(400);
            assertThat(post(service, "{\"id\": \"a\", \"features\": {\"price\": \"much\"}}")).isEqualTo(400);
            assertThat(post(service, one + ", " + one)).isEqualTo(500);

            assertThat(counts(service)).isEqualTo(Map.of(Outcome.SUCCESS, 3.0, Outcome.INVALID, 2.0, Outcome.LATE, 0.0,
                    Outcome.ERROR, 1.0));
        }
    }

    private static int post(RunningService service, String candidates) {
        return service.post("/v1/score", "{\"candidates\": [" + candidates + "]}").statusCode();
    }

}
