package io.multigate.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.multigate.TestModels;
import io.multigate.loading.LoadOutcome;
import io.multigate.loading.ModelDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.util.FileSystemUtils;

import static io.multigate.registry.ModelState.AVAILABLE;
import static io.multigate.registry.ModelState.FAILED;
import static io.multigate.registry.ModelState.LOADED;
import static io.multigate.registry.ModelState.SERVING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What answers at each step of a change: nobody else looks at the folders meanwhile. */
class ReconcilerTests {

    private final ModelRegistry registry = new ModelRegistry(new Snapshot(new TreeMap<>(), "shop"));

    private final List<Map<Integer, ModelState>> whileLoading = new ArrayList<>();

    @TempDir
    private Path models;

    /** Nor does a lower one while a higher one is tried that has come since. */
    @Test
    void whatIsLoadedAnswersByAWishBeforeOthersAreLoaded() throws IOException {
        Reconciler reconciler = reconciler(2);
        write(1);
        write(2);
        write(3);
        reconciler.reload();
        this.whileLoading.clear();

        reconciler.unload("shop", "3");
        write(4);
        reconciler.rollBack("shop");

        assertThat(this.whileLoading).containsExactly(Map.of(1, AVAILABLE, 2, SERVING, 3, AVAILABLE),
                Map.of(1, SERVING, 2, LOADED, 3, AVAILABLE));
    }

    @Test
    void aVersionWhoseFolderIsGoneIsNotPinned() throws IOException {
        Reconciler reconciler = reconciler(1);
        write(1);
        write(2);
        reconciler.reload();
        FileSystemUtils.deleteRecursively(this.models.resolve("shop/1"));

        assertThatExceptionOfType(RefusedChangeException.class).isThrownBy(() -> reconciler.pin("shop", "1"))
                .withMessage("version 1 of model 'shop' may not serve, its directory is gone");
    }

    @Test
    void aVersionThatFailedIsUnloadedThoughNoOtherIsLoaded() throws IOException {
        Reconciler reconciler = reconciler(1);
        write(1);
        Path bad = Files.createFile(this.models.resolve("shop/1/bad"));
        reconciler.reload();
        assertThat(states()).isEqualTo(Map.of(1, FAILED));

        reconciler.unload("shop", "1");
        Files.delete(bad);
        reconciler.reload();

        assertThat(states()).isEqualTo(Map.of(1, AVAILABLE));
    }

    private Reconciler reconciler(int keep) {
        return new Reconciler(new ModelsProperties(this.models, null, List.of(), Map.of(), keep), this.registry,
                new VersionLoads(this::load, new ModelMetrics(new SimpleMeterRegistry()), () -> 0), true);
    }

    private void write(int version) throws IOException {
        Files.createFile(Files.createDirectories(this.models.resolve("shop").resolve(Integer.toString(version)))
                .resolve("manifest.json"));
    }

    private LoadOutcome load(Path folder) {
        this.whileLoading.add(states());
        return Files.exists(folder.resolve("bad"))
                ? TestModels.failure(folder, "bad")
                : TestModels.outcome(TestModels.loaded(ModelDirectory.id(folder).orElseThrow(), TestModels.esmm()));
    }

    private Map<Integer, ModelState> states() {
        RegisteredModel shop = this.registry.snapshot().models().get("shop");
        return (shop == null)
                ? Map.of()
                : shop.versions().stream().collect(Collectors.toMap(ModelVersion::number, shop::state));
    }

    @Test
    void whateverGoesWrongAsOneModelIsPublishedTheOthersAreFollowed() throws IOException {
        Files.createFile(Files.createDirectories(this.models.resolve("bad/1")).resolve("manifest.json"));
        write(1);
        this.registry.observe(new ModelRegistry.Observer() {

            @Override
            public void add(Snapshot next) {
                if (next.models().containsKey("bad")) {
                    throw new IllegalStateException("as the test wants it");
                }
            }

            @Override
            public void retire(Snapshot now) {
                // Nothing to take back.
            }

        });

        reconciler(1).reload();

        assertThat(states()).isEqualTo(Map.of(1, SERVING));
    }

}
