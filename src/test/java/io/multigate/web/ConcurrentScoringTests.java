package io.multigate.web;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.multigate.RunningService;
import io.multigate.TestModels;
import io.multigate.admission.Admission;
import io.multigate.loading.LoadOutcome;
import io.multigate.loading.ModelDirectory;
import io.multigate.model.ModelId;
import io.multigate.model.ModelSpec;
import io.multigate.registry.ModelRegistry;
import io.multigate.registry.ServingModel;
import io.multigate.scoring.ScoringService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls that run side by side leave no trace in each other's answers. Everything behind the socket is the running
 * service's own; as many scoring threads as callers make them meet wherever they can.
 */
class ConcurrentScoringTests {

    private static final int THREADS = 16;

    private static final int REQUESTS = 2_000;

    private static final List<String> MODELS = List.of("shop-shared-bottom", "shop-esmm", "shop-mmoe");

    private static RunningService service;

    private static LimitsProperties limits;

    @BeforeAll
    static void start(@TempDir Path models) {
        service = RunningService.start(models, MODELS.stream().map((name) -> name + "/1").toList(),
                ConcurrentScoringTests::load, "--multigate.admission.concurrency=" + THREADS);
        limits = service.context().getBean(LimitsProperties.class);
    }

    private static LoadOutcome load(Path directory) {
        ModelId id = ModelDirectory.id(directory).orElseThrow();
        ModelSpec spec = switch (id.name()) {
            case "shop-shared-bottom" -> TestModels.sharedBottom();
            case "shop-esmm" -> TestModels.esmm();
            default -> TestModels.mmoe(4, 16);
        };
        return TestModels.outcome(TestModels.loaded(id, spec));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /**
     * What one caller asks.
     * @param model which model
     * @param body in JSON
     */
    private record Ask(String model, byte[] body) {

        static Ask random(Random random) {
            String candidates = String.join(",",
                    IntStream.range(0, 1 + random.nextInt(random.nextInt(10) == 0 ? 150 : 20))
                            .mapToObj((i) -> candidate(i, random))
                            .toList());
            String body = """
                    {"user": {"user_id": "u%d", "age": %d, "recent_categories": ["shoes", "hats", "?"]},
                     "context": {"hour": %d, "slot": "search"}, "candidates": [%s], "options": {"explain": %s}}"""
                    .formatted(random.nextInt(60), random.nextInt(18, 80), random.nextInt(24), candidates,
                            random.nextBoolean());
            return new Ask(MODELS.get(random.nextInt(MODELS.size())), body.getBytes(StandardCharsets.UTF_8));
        }

        private static String candidate(int number, Random random) {
            return """
                    {"id": "%d", "features": {"item_id": "i%d", "category": "bags", "price": %s,
                     "user_category_views": %d}}"""
                    .formatted(number, random.nextInt(500), 100 * random.nextDouble(), random.nextInt(9));
        }

        /** The answer, in which a float stands with all digits that it needs to be read back. */
        byte[] answer() {
            ServingModel serving = service.context().getBean(ModelRegistry.class).snapshot().serving(this.model);
            Admission.Entry entry = service.context().getBean(Admission.class).enter();
            return service.context()
                    .getBean(ScoringService.class)
                    .score(serving, new HttpScoringCall(new StrictJson(limits), limits, this.body, "same"), entry);
        }

    }

    @Test
    void aScoreIsTheSameToTheLastBitWhateverRunsBesideIt() throws Exception {
        Random random = new Random(1);
        List<Ask> asks = IntStream.range(0, REQUESTS).mapToObj((_) -> Ask.random(random)).toList();
        List<byte[]> alone = asks.stream().map(Ask::answer).toList();
        assertThat(alone).allSatisfy((answer) -> assertThat(new String(answer, StandardCharsets.UTF_8))
                .contains("\"pCTCVR\":"));
        List<Callable<List<Integer>>> callers = IntStream.range(0, THREADS)
                .<Callable<List<Integer>>>mapToObj((caller) -> () -> differences(asks, alone, new Random(caller)))
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<List<Integer>> differences : threads.invokeAll(callers)) {
                assertThat(differences.get()).isEmpty();
            }
        }
    }

    /** Asks everything in an order of its own, and lists what was answered otherwise than before. */
    private static List<Integer> differences(List<Ask> asks, List<byte[]> expected, Random random) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, asks.size()).boxed().toList());
        Collections.shuffle(order, random);
        return order.stream().filter((i) -> !Arrays.equals(asks.get(i).answer(), expected.get(i))).toList();
    }

}
