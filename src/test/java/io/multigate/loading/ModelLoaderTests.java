package io.multigate.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.multigate.bundle.BundleReader;
import io.multigate.bundle.ModelBundle;
import io.multigate.bundle.Tampering;
import io.multigate.inference.ItemCache;
import io.multigate.inference.RandomModel;
import io.multigate.loading.LoadReport.Check;
import io.multigate.loading.LoadReport.Step;
import io.multigate.model.ModelId;
import io.multigate.model.ModelSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelLoaderTests {

    @TempDir
    private Path models;

    static List<ModelSpec> specs() {
        return List.of(TrainedSample.SHARED_BOTTOM, TrainedSample.ESMM, TrainedSample.MMOE);
    }

    @ParameterizedTest
    @MethodSource("specs")
    void aGoodBundlePassesEveryStepInOrder(ModelSpec spec) throws IOException {
        Path version = TrainedSample.write(this.models, "shop", spec);

        LoadOutcome outcome = new ModelLoader(true, ItemCache.NONE).load(version);

        assertThat(outcome.report().checks()).allMatch(Check::passed, "passed")
                .extracting(Check::step)
                .containsExactly(Step.values());
        assertThat(outcome.id()).isEqualTo(new ModelId("shop", 1));
        assertThat(outcome.model()).get().extracting(LoadedModel::id).isEqualTo(new ModelId("shop", 1));
        assertThat(detail(outcome, Step.GOLDEN)).contains("4 examples with 34 candidates");
        assertThat(detail(outcome, Step.ORACLE)).contains("weights equal");
    }

    private static String detail(LoadOutcome outcome, Step step) {
        return outcome.report()
                .checks()
                .stream()
                .filter((check) -> check.step() == step)
                .map(Check::detail)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theOracleIsSkippedWhereItIsSwitchedOff() throws IOException {
        LoadOutcome outcome = new ModelLoader(false, ItemCache.NONE)
                .load(TrainedSample.write(this.models, "shop", TrainedSample.ESMM));

        assertThat(outcome.report().passed()).isTrue();
        assertThat(detail(outcome, Step.ORACLE)).startsWith("skipped");
    }

    @Test
    void theWarmUpEndsWhenItsTimeIsUp() throws IOException {
        AtomicLong clock = new AtomicLong();
        ModelLoader loader = new ModelLoader(false, ItemCache.NONE, () -> clock.addAndGet(1_000_000),
                Duration.ofMillis(10), () -> Long.MAX_VALUE);

        LoadOutcome outcome = loader.load(TrainedSample.write(this.models, "shop", TrainedSample.ESMM));

        assertThat(detail(outcome, Step.WARMUP)).startsWith("10 rounds");
        assertThat(outcome.report().checks().getLast().took()).isEqualTo(Duration.ofMillis(13));
        assertThat(outcome.took()).isEqualTo(Duration.ofMillis(29));
    }

    @Test
    void aModelThatTheHeapHasNoRoomForIsRefusedBeforeItIsRead() throws IOException {
        ModelLoader loader = new ModelLoader(false, ItemCache.NONE, System::nanoTime, Duration.ofMillis(10),
                () -> 10_000);

        LoadOutcome outcome = loader.load(TrainedSample.write(this.models, "shop", TrainedSample.ESMM));

        assertThat(outcome.model()).isEmpty();
        Check last = outcome.report().checks().getLast();
        assertThat(last.step()).isEqualTo(Step.MEMORY);
        assertThat(last.passed()).isFalse();
        assertThat(last.retryable()).isTrue();
        assertThat(last.detail())
                .isEqualTo("needs about 1 MB of heap, 1 MB are free; raise the heap (-Xmx), or unload a version");
    }

    @Test
    void whatTheItemCacheMayStillTakeIsNotFreeForAModel() throws IOException {
        Path version = TrainedSample.write(this.models, "shop", TrainedSample.ESMM);

        LoadOutcome outcome = new ModelLoader(false, new ItemCache(Runtime.getRuntime().maxMemory())).load(version);

        assertThat(outcome.model()).isEmpty();
        assertThat(outcome.report().checks().getLast().detail())
                .startsWith("needs about 1 MB of heap, 0 MB are free;");
    }

    /** The heap is asked for room when the digests have been compared and nothing else has been read. */
    @Test
    void aVersionThatIsOverwrittenWhileItLoadsDoesNotServe() throws IOException {
        Path version = TrainedSample.write(this.models, "shop", TrainedSample.ESMM);
        ModelBundle bundle = BundleReader.read(version);
        RandomModel other = new RandomModel(bundle.schema(), bundle.manifest().spec(), bundle.weights());
        ModelLoader loader = new ModelLoader(false, ItemCache.NONE, System::nanoTime, Duration.ofMillis(10), () -> {
            new Tampering(version).weight(other, "embedding.user", 0.25F);
            return Long.MAX_VALUE;
        });

        LoadOutcome outcome = loader.load(version);

        assertThat(outcome.model()).isEmpty();
        Check last = outcome.report().checks().getLast();
        assertThat(last.step()).isEqualTo(Step.FILES);
        assertThat(last.passed()).isFalse();
        assertThat(last.retryable()).isTrue();
        assertThat(last.detail()).isEqualTo("the files changed while they were loaded");
    }

    @Test
    void aFailedCheckEndsTheLoadAndIsReported() {
        LoadOutcome outcome = new ModelLoader(true, ItemCache.NONE).load(this.models.resolve("shop/3"));

        assertThat(outcome.model()).isEmpty();
        assertThat(outcome.id()).isEqualTo(new ModelId("shop", 3));
        assertThat(outcome.report().passed()).isFalse();
        assertThat(outcome.report().checks()).singleElement().satisfies((check) -> {
            assertThat(check.step()).isEqualTo(Step.FILES);
            assertThat(check.detail()).contains("manifest.json is missing");
        });
    }

    @Test
    void aFailureOfTheFileSystemMayPass() throws IOException {
        Path version = Files.createDirectories(this.models.resolve("shop")).resolve("1");
        Files.createSymbolicLink(version, version);

        LoadOutcome outcome = new ModelLoader(false, ItemCache.NONE).load(version);

        assertThat(outcome.report().checks()).singleElement().satisfies((check) -> {
            assertThat(check.step()).isEqualTo(Step.FILES);
            assertThat(check.retryable()).isTrue();
            assertThat(check.detail()).startsWith("manifest.json cannot be read: ")
                    .doesNotContain(this.models.toString());
        });
    }

    @Test
    void aPathThatNamesNoVersionIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelLoader(false, ItemCache.NONE).load(this.models.resolve("shop/latest")))
                .withMessageContaining("shop/latest");
    }

}
