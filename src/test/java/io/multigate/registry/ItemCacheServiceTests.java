package io.multigate.registry;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;

import io.multigate.RunningService;
import io.multigate.training.ExampleReader;
import io.multigate.training.ModelTraining;
import io.multigate.training.ReadingProgress;
import io.multigate.training.Recipe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A service keeps what it knows of items where a model is large enough; the shipped ones are not. */
class ItemCacheServiceTests {

    private static final Path RECIPE = Path.of("src", "docs", "recipes", "reference-esmm.yaml");

    private static final String MODEL = "reference-esmm";

    private static final int CANDIDATES = 3;

    private static final String BODY = """
            {"user": {"u0": 4}, "candidates": [{"id": "a", "features": {"i0": 77001, "i9": 5}},
            {"id": "b", "features": {"i0": 77002, "i9": 5}}, {"id": "c", "features": {"i1": 77003}}]}""";

    @TempDir
    private Path models;

    @BeforeEach
    void write() {
        new ModelTraining(Recipe.read(RECIPE), new ExampleReader(0, (_) -> {
        }, ReadingProgress.NONE), Clock.systemUTC()).initialise(this.models);
    }

    private RunningService start(String... settings) {
        return RunningService.start(this.models, RunningService.administrable(settings));
    }

    private static double meter(RunningService service, String name, int version) {
        return Objects.requireNonNull(service.scrape()
                .get("multigate_item_cache_" + name + "{model=\"" + MODEL + "\",version=\"" + version + "\"}"));
    }

    private static String score(RunningService service) {
        HttpResponse<String> answer = service.post("/v1/models/" + MODEL + "/score", BODY);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return RunningService.json(answer).get("scores").toString();
    }

    @Test
    void itemsAskedForAgainAreFoundAndScoredAlike() {
        try (RunningService service = start("--multigate.load.oracle=false")) {
            double misses = meter(service, "misses_total", 1);
            double hits = meter(service, "hits_total", 1);
            double bytes = meter(service, "bytes", 1);

            String first = score(service);
            assertThat(meter(service, "misses_total", 1)).isEqualTo(misses + CANDIDATES);
            assertThat(meter(service, "hits_total", 1)).isEqualTo(hits);
            assertThat(meter(service, "bytes", 1)).isGreaterThan(bytes).isFinite();

            assertThat(score(service)).isEqualTo(first);
            assertThat(meter(service, "misses_total", 1)).isEqualTo(misses + CANDIDATES);
            assertThat(meter(service, "hits_total", 1)).isEqualTo(hits + CANDIDATES);
        }
    }

    @Test
    void theSeriesOfAnUnloadedVersionGoWithIt() {
        try (RunningService service = start("--multigate.load.oracle=false")) {
            score(service);
            write();
            service.administer("reload");
            score(service);
            assertThat(meter(service, "misses_total", 1)).isGreaterThanOrEqualTo(CANDIDATES);
            assertThat(meter(service, "misses_total", 2)).isGreaterThanOrEqualTo(CANDIDATES);

            assertThat(service.administer("models/" + MODEL + "/versions/1/unload").statusCode()).isEqualTo(200);

            assertThat(service.scrape().keySet()).filteredOn((series) -> series.startsWith("multigate_item_cache_"))
                    .hasSize(4)
                    .allMatch((series) -> series.contains("version=\"2\""));
        }
    }

    @Test
    void aVersionThatNoLongerAnswersForItsModelLeavesTheCacheToItsSuccessor() {
        try (RunningService service = start("--multigate.load.oracle=false")) {
            score(service);
            assertThat(meter(service, "bytes", 1)).isPositive();
            write();
            service.administer("reload");

            assertThat(meter(service, "bytes", 1)).isZero();
            assertThat(meter(service, "misses_total", 1)).isEqualTo(CANDIDATES);
            score(service);
            assertThat(meter(service, "bytes", 2)).isPositive();
        }
    }

    @Test
    void withoutRoomNothingIsKept() {
        try (RunningService service = start("--multigate.load.oracle=false", "--multigate.item-cache.size=0B")) {
            score(service);
            score(service);

            assertThat(meter(service, "hits_total", 1)).isZero();
            assertThat(meter(service, "misses_total", 1)).isZero();
            assertThat(meter(service, "bytes", 1)).isZero();
        }
    }

}
