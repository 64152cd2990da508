package io.multigate.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.multigate.TestModels;
import io.multigate.loading.DirectoryStamp;
import io.multigate.loading.ModelDirectory;
import io.multigate.model.ModelId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** When a version is tried again whose failure may pass by itself. */
class VersionLoadsTests {

    private final AtomicLong seconds = new AtomicLong();

    private final List<Long> tries = new ArrayList<>();

    private VersionLoader outcome = (folder) -> TestModels.failure(folder, "stale", true);

    private final VersionLoads loads = new VersionLoads((folder) -> {
        this.tries.add(this.seconds.get());
        return this.outcome.load(folder);
    }, new ModelMetrics(new SimpleMeterRegistry()), () -> Duration.ofSeconds(this.seconds.get()).toNanos());

    private final Lineup lineup = new Lineup(this.loads, 2);

    private RegisteredModel model = new RegisteredModel("shop", List.of(), Optional.empty());

    private Path folder;

    @BeforeEach
    void write(@TempDir Path models) throws IOException {
        this.folder = Files.createDirectories(models.resolve("shop/1"));
        Files.createFile(this.folder.resolve("manifest.json"));
    }

    /** Looks once a second. */
    private void lookUntil(long end) {
        for (; this.seconds.get() < end; this.seconds.incrementAndGet()) {
            this.model = this.lineup.next(this.model, Map.of(1, this.folder), new Wishes(Map.of(), Set.of()));
        }
    }

    @Test
    void itIsTriedAgainAfterTenSecondsAndThenEverMoreRarely() {
        lookUntil(2000);

        assertThat(this.tries).containsExactly(0L, 10L, 30L, 70L, 150L, 310L, 630L, 1230L, 1830L);
    }

    @Test
    void anAdministratorsChangeAndAChangeOfTheFilesLetItBeTriedAtOnce() throws IOException {
        lookUntil(100);
        this.loads.waitNoLonger();
        lookUntil(140);
        Files.createFile(this.folder.resolve("golden.json"));
        lookUntil(160);

        assertThat(this.tries).containsExactly(0L, 10L, 30L, 70L, 100L, 110L, 130L, 140L, 150L);
    }

    /** Else what was said of the files before would stand for ever. */
    @Test
    void aLoadThatWasNotSeenToItsEndIsTriedAgain() throws IOException {
        this.outcome = (folder) -> TestModels.failure(folder, "spoilt");
        lookUntil(10);
        Files.createFile(this.folder.resolve("golden.json"));
        this.outcome = (_) -> {
            throw new InternalError("a fault of the machine");
        };
        lookUntil(11);
        assertThat(this.model.versions().getFirst().reason()).contains(Lineup.BROKEN_OFF);
        this.outcome = (folder) -> TestModels.outcome(
                TestModels.loaded(ModelDirectory.id(folder).orElseThrow(), TestModels.esmm()));
        lookUntil(30);

        assertThat(this.tries).containsExactly(0L, 10L, 11L);
        assertThat(this.model.serving()).isPresent();
    }

    @Test
    void aVersionThatWasJudgedWhileItsFolderWasAwayIsTriedAgain(@TempDir Path elsewhere) throws IOException {
        Path away = elsewhere.resolve("away");
        this.outcome = (folder) -> {
            rename(folder, away);
            return TestModels.failure(folder, "weights.safetensors is missing");
        };
        lookUntil(1);
        rename(away, this.folder);
        this.outcome = (folder) -> TestModels.outcome(
                TestModels.loaded(ModelDirectory.id(folder).orElseThrow(), TestModels.esmm()));
        lookUntil(2);

        assertThat(this.tries).containsExactly(0L, 1L);
        assertThat(this.model.serving()).isPresent();
    }

    private static void rename(Path folder, Path other) {
        assertThat(folder.toFile().renameTo(other.toFile())).isTrue();
    }

    /** Of a folder that was listed and is not there any more nothing is said. */
    @Test
    void aVersionThatIsTakenBackBeforeItsTurnIsNotLoaded() throws IOException {
        FileSystemUtils.deleteRecursively(this.folder);
        lookUntil(1);

        assertThat(this.tries).isEmpty();
    }

    @Test
    void aVersionThatWasProvenStaysThoughALaterLoadOfTheSameLookBreaksOff() throws IOException {
        Path second = Files.createDirectories(this.folder.resolveSibling("2"));
        Files.createFile(second.resolve("manifest.json"));
        this.outcome = (folder) -> {
            if (folder.equals(this.folder)) {
                throw new InternalError("a fault of the machine");
            }
            return TestModels.outcome(
                    TestModels.loaded(ModelDirectory.id(folder).orElseThrow(), TestModels.esmm()));
        };
        this.model = this.lineup.next(this.model, Map.of(1, this.folder, 2, second), new Wishes(Map.of(), Set.of()));

        assertThat(this.model.loaded()).containsExactly(2);
    }

    @Test
    void filesThatWereUnreadableForAMomentAreNotCalledSpoiltForGood() throws IOException {
        ServingModel serving = new ServingModel(TestModels.loaded(new ModelId("shop", 1), TestModels.esmm()));
        DirectoryStamp before = DirectoryStamp.of(this.folder);
        this.loads.examine(serving, this.folder, before);
        Path loop = Files.createSymbolicLink(this.folder.resolve("loop"), this.folder.resolve("loop"));

        this.loads.examine(serving, loop, DirectoryStamp.of(this.folder));

        assertThat(this.loads.hasChanged(serving.id(), before)).isTrue();
    }

    @Test
    void filesOfALoadedVersionThatCannotBeReadForNowAreLookedAtAgain() throws IOException {
        ServingModel serving = new ServingModel(TestModels.loaded(new ModelId("shop", 1), TestModels.esmm()));
        Path loop = Files.createSymbolicLink(this.folder.resolve("loop"), this.folder.resolve("loop"));
        DirectoryStamp stamp = DirectoryStamp.of(this.folder);

        assertThat(this.loads.examine(serving, loop, stamp)).hasValueSatisfying(
                (reason) -> assertThat(reason).startsWith("files: manifest.json cannot be read"));
        assertThat(this.loads.hasChanged(serving.id(), stamp)).isTrue();
        assertThat(this.loads.isDue(serving.id())).isFalse();
        this.seconds.set(10);
        assertThat(this.loads.isDue(serving.id())).isTrue();

        assertThat(this.loads.examine(serving, this.folder, stamp)).isNotEmpty();
        assertThat(this.loads.hasChanged(serving.id(), stamp)).isFalse();
    }

}
