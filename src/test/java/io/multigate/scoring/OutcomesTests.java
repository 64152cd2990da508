package io.multigate.scoring;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.multigate.RunningService;
import io.multigate.TestModels;
import io.multigate.admission.Admission;
import io.multigate.admission.AdmissionLimits;
import io.multigate.admission.RejectedCallException;
import io.multigate.feature.EncodedBatch;
import io.multigate.feature.FeatureRequest;
import io.multigate.feature.FeatureRow;
import io.multigate.inference.PlanCompiler;
import io.multigate.inference.Predictions;
import io.multigate.inference.Scorer;
import io.multigate.model.ModelId;
import io.multigate.model.ModelSpec;
import io.multigate.registry.ServingModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A call is counted once, by how it ended. */
class OutcomesTests {

    private static final ModelId MODEL = new ModelId("shop", 1);

    private static final ModelSpec SPEC = TestModels.esmm();

    private static final Scorer PLAN = PlanCompiler.compile(TestModels.schema(), SPEC,
            TestModels.weights(TestModels.schema(), SPEC, 1));

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
                        TestModels.loaded(MODEL, SPEC, OutcomesTests::failingForTwo)))) {
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

    /** On a clock that only the call moves. */
    @Test
    void anAnswerThatIsRenderedTooLateIsNoSuccess() {
        AtomicLong clock = new AtomicLong();
        Duration patience = Duration.ofSeconds(10);
        Admission admission = new Admission(new AdmissionLimits(1, 1, patience, patience, patience, 1000), clock::get);
        SlowCalls calls = new SlowCalls(Duration.ofNanos(1));
        ServingModel model = new ServingModel(TestModels.loaded(MODEL, SPEC));
        try (ScoringThreads threads = new ScoringThreads(1)) {
            ScoringService scoring = new ScoringService(threads, new ScoringMetrics(new SimpleMeterRegistry()), calls);
            assertThatExceptionOfType(RejectedCallException.class)
                    .isThrownBy(() -> scoring.score(model, call(() -> {
                    }, () -> clock.addAndGet(patience.toNanos())),
                            admission.enter()));
        }

        assertThat(calls.latest()).singleElement().extracting(SlowCall::outcome).isEqualTo("late");
    }

    /** As README.md promises: nobody works for a caller who has gone. */
    @ParameterizedTest
    @CsvSource({"queue, ''", "decode, decode", "infer, decode infer"})
    void afterTheStageInWhichTheDeadlinePassesComesNoOther(String slow, String begun) {
        Duration patience = Duration.ofSeconds(10);
        AtomicLong clock = new AtomicLong();
        List<String> stages = new CopyOnWriteArrayList<>();
        Consumer<String> begin = (stage) -> {
            stages.add(stage);
            clock.addAndGet(stage.equals(slow) ? patience.toNanos() : 0);
        };
        Admission admission = new Admission(new AdmissionLimits(1, 1, patience, patience, patience, 1000), () -> {
            boolean turn = Thread.currentThread().getName().startsWith("scoring-") && slow.equals("queue");
            return clock.get() + (turn ? patience.toNanos() : 0);
        });
        ServingModel model = new ServingModel(TestModels.loaded(MODEL, SPEC, (batch) -> {
            begin.accept("infer");
            return PLAN.score(batch);
        }));
        SlowCalls calls = new SlowCalls(Duration.ofNanos(1));
        try (ScoringThreads threads = new ScoringThreads(1)) {
            ScoringService scoring = new ScoringService(threads, new ScoringMetrics(new SimpleMeterRegistry()), calls);
            assertThatExceptionOfType(RejectedCallException.class)
                    .isThrownBy(() -> scoring.score(model,
                            call(() -> begin.accept("decode"), () -> begin.accept("render")), admission.enter()));
        }

        assertThat(String.join(" ", stages)).isEqualTo(begun);
        assertThat(calls.latest()).singleElement().extracting(SlowCall::outcome).isEqualTo("late");
    }

    private static ScoringCall call(Runnable decoding, Runnable rendering) {
        return new ScoringCall() {

            @Override
            public String requestId() {
                return "asked";
            }

            @Override
            public Map<String, String> logContext() {
                return Map.of();
            }

            @Override
            public EncodedBatch decode(ServingModel model) {
                decoding.run();
                return model.encoder()
                        .encode(new FeatureRequest(FeatureRow.EMPTY, FeatureRow.EMPTY, List.of(FeatureRow.EMPTY)));
            }

            @Override
            public byte[] render(ScoringResult result) {
                rendering.run();
                return new byte[0];
            }

        };
    }

    private static int post(RunningService service, String candidates) {
        return service.post("/v1/score", "{\"candidates\": [" + candidates + "]}").statusCode();
    }

}
