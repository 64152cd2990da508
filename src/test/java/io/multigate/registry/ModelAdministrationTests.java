package io.multigate.registry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.multigate.TestModels;
import io.multigate.loading.LoadOutcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** What becomes of changes when the service stops. */
@Timeout(60)
class ModelAdministrationTests {

    private final CountDownLatch begun = new CountDownLatch(1);

    private final CountDownLatch end = new CountDownLatch(1);

    private ModelAdministration administration;

    @BeforeEach
    void write(@TempDir Path models) throws Exception {
        Files.createFile(Files.createDirectories(models.resolve("shop/1")).resolve("manifest.json"));
        ModelsProperties properties = new ModelsProperties(models, null, List.of(), Map.of(), 2);
        this.administration = administration(properties, this::load,
                new ReloadProperties(false, Duration.ofDays(1)));
    }

    private static ModelAdministration administration(ModelsProperties properties, VersionLoader loader,
            ReloadProperties reload) {
        VersionLoads loads = new VersionLoads(loader, new ModelMetrics(new SimpleMeterRegistry()), System::nanoTime);
        ModelRegistry registry = new ModelRegistry(new Snapshot(new TreeMap<>(), "shop"));
        ModelAdministration administration = new ModelAdministration(properties.directory(), reload,
                new Reconciler(properties, registry, loads, true));
        administration.start();
        return administration;
    }

    /** Lasts until the test lets it end. */
    private LoadOutcome load(Path folder) {
        this.begun.countDown();
        try {
            this.end.await();
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
        return TestModels.failure(folder, "as the test wants it");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void versionsAreLoadedByAThreadThatGivesWay(@TempDir Path models) throws Exception {
        Files.createFile(Files.createDirectories(models.resolve("shop/1")).resolve("manifest.json"));
        AtomicInteger nice = new AtomicInteger();
        administration(new ModelsProperties(models, null, List.of(), Map.of(), 2), (folder) -> {
            nice.set(NicenessTests.nice());
            return TestModels.failure(folder, "as the test wants it");
        }, new ReloadProperties(false, Duration.ofDays(1))).reload();

        assertThat(nice).hasValue(10);
    }

    /** Until so many changes wait for their ends. */
    private static void awaitWaiting(int changes) {
        await().until(() -> Thread.getAllStackTraces()
                .keySet()
                .stream()
                .filter((thread) -> thread.getName().equals("model-change")
                        && thread.getState() == Thread.State.WAITING)
                .count() >= changes);
    }

    @Test
    void aChangeWaitsForOneModelOfALookAtMost(@TempDir Path models) throws Exception {
        for (String name : List.of("a", "b")) {
            Files.createFile(Files.createDirectories(models.resolve(name + "/1")).resolve("manifest.json"));
        }
        CountDownLatch changed = new CountDownLatch(1);
        ModelAdministration looking = administration(new ModelsProperties(models, null, List.of(), Map.of(), 2),
                (folder) -> {
                    try {
                        return folder.startsWith(models.resolve("a"))
                                ? load(folder)
                                : TestModels.failure(folder, String.valueOf(changed.await(30, TimeUnit.SECONDS)));
                    } catch (InterruptedException ex) {
                        throw new IllegalStateException(ex);
                    }
                }, new ReloadProperties(true, Duration.ofMillis(100)));
        this.begun.await();
        CompletableFuture<Void> change = CompletableFuture.runAsync(() -> looking.unpin("nothing"),
                Thread::startVirtualThread);
        awaitWaiting(1);
        this.end.countDown();

        assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> change.get(20, TimeUnit.SECONDS))
                .withCauseInstanceOf(UnknownModelException.class);
        changed.countDown();
        looking.stop();
    }

    @Test
    void aLookEndsWithTheModelAtWhichTheServiceStops(@TempDir Path models) throws Exception {
        for (String name : List.of("a", "b")) {
            Files.createFile(Files.createDirectories(models.resolve(name + "/1")).resolve("manifest.json"));
        }
        List<String> loaded = new CopyOnWriteArrayList<>();
        ModelAdministration looking = administration(new ModelsProperties(models, null, List.of(), Map.of(), 2),
                (folder) -> {
                    loaded.add(models.relativize(folder).toString());
                    return load(folder);
                }, new ReloadProperties(true, Duration.ofMillis(100)));
        this.begun.await();
        List<Thread> threads = Thread.getAllStackTraces()
                .keySet()
                .stream()
                .filter((thread) -> thread.getName().equals("models"))
                .toList();

        looking.stop();
        this.end.countDown();

        for (Thread thread : threads) {
            thread.join(Duration.ofSeconds(1));
        }
        assertThat(loaded).containsExactly("a/1");
    }

    @Test
    void aLoadUnderWayGoesOnAndWhatWaitsForItIsRefused() throws Exception {
        CompletableFuture<Void> loading = CompletableFuture.runAsync(this.administration::reload,
                Thread::startVirtualThread);
        this.begun.await();
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(this.administration::reload,
                Thread::startVirtualThread);
        awaitWaiting(2);

        this.administration.stop();

        assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> waiting.get(30, TimeUnit.SECONDS))
                .withCauseInstanceOf(RefusedChangeException.class)
                .withMessageContaining("the service is stopping");
        assertThat(loading).isNotDone();
        this.end.countDown();
        assertThat(loading).succeedsWithin(Duration.ofSeconds(30));
    }

    @Test
    void soManyChangesWaitAtMost() throws Exception {
        CompletableFuture<Void> underWay = CompletableFuture.runAsync(this.administration::reload);
        this.begun.await();
        List<CompletableFuture<Void>> waiting = Stream
                .generate(() -> CompletableFuture.runAsync(this.administration::reload,
                        Thread::startVirtualThread))
                .limit(16)
                .toList();
        awaitWaiting(17);

        assertThatExceptionOfType(RefusedChangeException.class).isThrownBy(this.administration::reload)
                .withMessage("16 changes wait already; the one under way has not ended yet");

        this.end.countDown();
        underWay.get(20, TimeUnit.SECONDS);
        for (CompletableFuture<Void> change : waiting) {
            change.get(20, TimeUnit.SECONDS);
        }
        this.administration.reload();
    }

}
