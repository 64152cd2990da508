package io.multigate.scoring;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import io.multigate.RunningService;
import io.multigate.TestModels;
import io.multigate.feature.EncodedBatch;
import io.multigate.inference.Predictions;
import io.multigate.loading.ModelDirectory;
import io.multigate.model.ModelId;
import io.multigate.registry.ServingModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Slow calls are kept with the time of each stage, and no others are. */
class SlowCallsTests {

    private static final ModelId MODEL = new ModelId("shop", 1);

    @Test
    void aSlowCallIsShownByItsRequestIdWithItsStages(@TempDir Path models) {
        assertThat(scored(models, "1ns")).singleElement().satisfies((call) -> {
            assertThat(call.get("requestId").asString()).isEqualTo("asked-1");
            assertThat(call.get("model").asString()).isEqualTo("shop");
            assertThat(call.get("candidates").asInt()).isEqualTo(1);
            assertThat(call.get("outcome").asString()).isEqualTo("success");
            assertThat(call.get("total").asDouble()).isPositive();
        });
    }

    @Test
    void noCallIsKeptWithoutAThreshold(@TempDir Path models) {
        assertThat(scored(models, "0")).isEmpty();
    }

    @Test
    void theStageThatFailedLastsUntilTheEnd() {
        SlowCalls calls = new SlowCalls(Duration.ofMillis(100));
        CallTimes times = new CallTimes(0);
        times.ended(20_000_000);
        times.ended(50_000_000);

        calls.ended(MODEL, call("asked"), times, Outcome.ERROR, 120_000_000);

        assertThat(calls.latest()).singleElement().satisfies((call) -> assertThat(
                List.of(call.queue(), call.decode(), call.infer(), call.render(), call.total()))
                .containsExactly(20.0, 30.0, 70.0, 0.0, 120.0));
    }

    @Test
    void theLatestTwentyAreKeptAndFasterCallsAreNot() {
        SlowCalls calls = new SlowCalls(Duration.ofNanos(10));
        for (int i = 1; i <= 35; i++) {
            calls.ended(MODEL, call(Integer.toString(i)), new CallTimes(0), Outcome.SUCCESS, i);
        }

        assertThat(calls.latest()).hasSize(20).first().extracting(SlowCall::requestId).isEqualTo("35");
        assertThat(calls.latest()).last().extracting(SlowCall::requestId).isEqualTo("16");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void theLogIsSparedWhereEveryCallIsSlow(CapturedOutput output) {
        SlowCalls calls = new SlowCalls(Duration.ofNanos(10));
        long start = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            calls.ended(MODEL, call("all"), new CallTimes(0), Outcome.SUCCESS, 1_000);
        }

        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        assertThat(output.getOut().lines().filter((line) -> line.contains("slow: shop/1")))
                .hasSizeBetween(10, 10 * (int) (seconds + 2));
    }

    /** One call keeps the only thread, so that the next one's turn never comes. */
    @Test
    @Timeout(180)
    void aCallThatNoThreadTookInTimeIsKeptToo(@TempDir Path models) throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        CountDownLatch taken = new CountDownLatch(1);
        try (RunningService service = RunningService.start(models, List.of("shop/1"),
                (directory) -> TestModels.outcome(TestModels.loaded(MODEL, TestModels.esmm(),
                        (_) -> held(taken, free))),
                "--multigate.admission.concurrency=1", "--multigate.admission.deadline=30s")) {
            Thread.startVirtualThread(() -> ImpatientCaller.score(service, "first", "30000"));
            taken.await();
            assertThat(ImpatientCaller.score(service, "second", "4000").statusCode()).isEqualTo(504);
            free.countDown();

            assertThat(slow(service)).anySatisfy((call) -> {
                assertThat(call.get("requestId").asString()).isEqualTo("second");
                assertThat(call.get("outcome").asString()).isEqualTo("late");
                assertThat(call.get("queue").asDouble()).isGreaterThan(500).isEqualTo(call.get("total").asDouble());
            });
            assertThat(service.scrape()).containsEntry(
                    "multigate_score_seconds_count{model=\"shop\",outcome=\"late\",version=\"1\"}", 1.0);
        }
    }

    private static Predictions held(CountDownLatch taken, CountDownLatch free) {
        taken.countDown();
        try {
            free.await();
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
        throw new IllegalStateException("nobody waits for it");
    }

    private static List<JsonNode> slow(RunningService service) {
        return List.copyOf(RunningService.json(service.send(HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + service.managementPort() + "/actuator/slow")))).get("calls").values());
    }

    private static List<JsonNode> scored(Path models, String threshold) {
        try (RunningService service = RunningService.start(models, List.of("shop/1"),
                (directory) -> TestModels.outcome(
                        TestModels.loaded(ModelDirectory.id(directory).orElseThrow(), TestModels.esmm())),
                "--multigate.slow.threshold=" + threshold, "--multigate.admission.deadline=30s")) {
            assertThat(ImpatientCaller.score(service, "asked-1", "30000").statusCode()).isEqualTo(200);
            return slow(service);
        }
    }

    private static ScoringCall call(String id) {
        return new ScoringCall() {

            @Override
            public String requestId() {
                return id;
            }

            @Override
            public Map<String, String> logContext() {
                return Map.of(LOG_KEY, id);
            }

            @Override
            public EncodedBatch decode(ServingModel model) {
                throw new UnsupportedOperationException();
            }

            @Override
            public byte[] render(ScoringResult result) {
                throw new UnsupportedOperationException();
            }

        };
    }

}
