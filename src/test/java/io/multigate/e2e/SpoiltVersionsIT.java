package io.multigate.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.multigate.bundle.Tampering;
import io.multigate.load.ExpectedAnswers;
import io.multigate.load.LiveModel;
import io.multigate.load.LoadGenerator;
import io.multigate.load.LoadOutcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ArrayNode;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever arrives in the model directory while the service answers, the version that serves goes on; why another does not
 * stands in the log, in a meter and in {@code GET /v1/models}.
 */
class SpoiltVersionsIT {

    private static final Duration SOON = Duration.ofMinutes(5);

    /** Requests a second. */
    private static final int RATE = 50;

    @TempDir
    private static Path folder;

    private static LiveModel model;

    private static RunningService service;

    private static final AtomicBoolean WANTED = new AtomicBoolean(true);

    private static LoadGenerator generator;

    private static CompletableFuture<LoadOutcome> load;

    private static long begin;

    /** The next version's number. */
    private static int next = 2;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        model = new LiveModel(folder.resolve("models"));
        model.write(1);
        // However slow the machine that tests, nothing is turned away: what fails then fails for the versions' sake.
        service = RunningService.start("spoilt", "--multigate.models.directory=" + model.models(),
                "--multigate.reload.interval=1s", "--multigate.admission.queue=5000",
                "--multigate.admission.target=30s", "--multigate.admission.deadline=60s");
        ExpectedAnswers expected = new ExpectedAnswers(20);
        generator = new LoadGenerator(service.port(), "/v1/models/live/score", "X-Request-Id: load\r\n",
                expected.bodies(), expected);
        begin = System.nanoTime();
        load = CompletableFuture.supplyAsync(() -> generator.open(RATE, Duration.ofMinutes(10), WANTED::get));
    }

    @AfterAll
    static void everyRequestWasAnsweredRightly() {
        WANTED.set(false);
        LoadOutcome outcome = load.join();
        long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
        System.out.println(outcome);
        generator.close();
        service.close();
        assertThat(outcome.calls()).hasSizeGreaterThan((int) seconds * RATE / 2);
        assertThat(outcome.faults()).isEmpty();
    }

    /** Publishes a version that was spoilt before, and waits for what is said of it. */
    private static void requireRefused(String reason, Consumer<Tampering> change) throws Exception {
        int version = next++;
        Path workshop = folder.resolve("workshop-" + version);
        model.copy(version, workshop);
        change.accept(new Tampering(workshop));
        Files.move(workshop, model.version(version), StandardCopyOption.ATOMIC_MOVE);
        requireReason(version, "failed", reason);
    }

    private static void requireReason(int version, String state, String reason) throws Exception {
        long end = System.nanoTime() + SOON.toNanos();
        String answer = "";
        while (System.nanoTime() < end && !(answer.contains(reason) && answer.contains(state))) {
            Thread.sleep(100);
            answer = service.get("/v1/models/live/versions/" + version).body();
        }
        assertThat(answer).contains(reason, state);
        assertThat(Files.readAllLines(service.process().log()))
                .anyMatch((line) -> line.contains(" live/" + version + " ") && line.contains(reason));
        String step = reason.substring(0, reason.indexOf(':'));
        assertThat(service.scrape().body()).containsPattern(
                "multigate_model_load_failures_total\\{model=\"live\",reason=\"" + step + "\"} [1-9]");
        assertThat(service.get("/readyz").statusCode()).isEqualTo(200);
    }

    @Test
    void weightsCutShort() throws Exception {
        requireRefused("files: weights.safetensors has",
                (bundle) -> bundle.bytes("weights.safetensors", (bytes) -> Arrays.copyOf(bytes, 1000)));
    }

    @Test
    void aFlippedBit() throws Exception {
        requireRefused("files: weights.safetensors has the SHA-256 digest",
                (bundle) -> bundle.flip("weights.safetensors", 0.5));
    }

    @Test
    void aMissingNetwork() throws Exception {
        requireRefused("files: network.zip is missing",
                (bundle) -> Tampering.run(() -> Files.delete(bundle.file("network.zip"))));
    }

    @Test
    void aNetworkThatIsNoZip() throws Exception {
        requireRefused("oracle: ", (bundle) -> bundle.bytes("network.zip", (_) -> new byte[10]).digests()
                .vouch());
    }

    @Test
    void goldenScoresThatTheWeightsDoNotGive() throws Exception {
        requireRefused("golden: ", (bundle) -> bundle.json("golden.json", (golden) -> {
            ArrayNode scores = (ArrayNode) golden.at("/examples/0/probabilities/ctr");
            scores.set(0, 0.999F * scores.get(0).floatValue());
        }).digests().vouch());
    }

    @Test
    void aManifestThatIsNoJson() throws Exception {
        requireRefused("files: manifest.json", (bundle) -> bundle.bytes("manifest.json", (_) -> new byte[]{'x'}));
    }

    @Test
    void aFileThatMayNotBeRead() throws Exception {
        // Root reads everything; a directory in a file's place cannot be read by anybody.
        requireRefused("files: golden.json is no regular file", (bundle) -> Tampering.run(() -> {
            Files.delete(bundle.file("golden.json"));
            Files.createDirectory(bundle.file("golden.json"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));
        }));
    }

    @Test
    void aVersionThatIsCopiedManifestFirstIsTriedAgainWhenItIsWhole() throws Exception {
        int version = next++;
        Path workshop = folder.resolve("workshop-" + version);
        model.copy(version, workshop);
        Path target = Files.createDirectories(model.version(version));
        Files.copy(workshop.resolve("manifest.json"), target.resolve("manifest.json"));
        requireReason(version, "failed", "files: features.json is missing");
        for (String file : new String[]{"features.json", "golden.json", "weights.safetensors", "network.zip"}) {
            Files.copy(workshop.resolve(file), target.resolve(file));
        }
        awaitServing(version);
    }

    @Test
    void aServingVersionThatIsReplacedInPlaceGoesOn() throws Exception {
        int version = next++;
        model.write(version);
        awaitServing(version);
        new Tampering(model.version(version)).flip("weights.safetensors", 0.3);
        requireReason(version, "serving", "files: weights.safetensors has the SHA-256 digest");
    }

    @Test
    void aVersionWhoseDirectoryIsDeletedWhileItServesGoesOnOrGivesWayToAnother() throws Exception {
        int version = next++;
        model.write(version);
        awaitServing(version);
        FileSystemUtils.deleteRecursively(model.version(version));
        int following = next++;
        model.write(following);
        awaitServing(following);
    }

    private static void awaitServing(int version) throws Exception {
        long end = System.nanoTime() + SOON.toNanos();
        String answer = "";
        while (System.nanoTime() < end && !answer.contains("\"serving\":" + version + ",")) {
            Thread.sleep(100);
            answer = service.get("/v1/models/live").body();
        }
        assertThat(answer).contains("\"serving\":" + version + ",");
    }

}
