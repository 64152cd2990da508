package io.multigate.registry;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

import io.multigate.RunningService;
import io.multigate.TestModels;
import io.multigate.loading.LoadOutcome;
import io.multigate.loading.ModelDirectory;
import io.multigate.model.ModelId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of a model while its folder and the wishes of its operators change. */
@ExtendWith(OutputCaptureExtension.class)
class ReloadTests {

    private static final String BODY = "{\"candidates\": [{\"id\": \"a\", \"features\": {}}]}";

    private final Queue<String> loads = new ConcurrentLinkedQueue<>();

    private Path models;

    private RunningService service;

    @BeforeEach
    void start(@TempDir Path folder) {
        this.models = folder.resolve("models");
        this.service = RunningService.start(this.models, List.of("shop/1", "shop/2"), this::load,
                RunningService.administrable("--multigate.reload.interval=1d"));
    }

    @AfterEach
    void stop() {
        this.service.close();
    }

    /**
     * Fails for a file named {@code bad}, throws an error for {@code impossible}, and for {@code unlucky} has no room
     * until version 1 is unloaded.
     */
    private LoadOutcome load(Path folder) {
        ModelId id = ModelDirectory.id(folder).orElseThrow();
        this.loads.add(id.toString());
        if (Files.exists(folder.resolve("impossible"))) {
            throw new AssertionError("impossible");
        }
        if (Files.exists(folder.resolve("unlucky")) && "loaded".equals(states().get(1))) {
            return TestModels.failure(folder, "no room", true);
        }
        return Files.exists(folder.resolve("bad"))
                ? TestModels.failure(folder, "bad")
                : TestModels.outcome(folder, TestModels.loaded(id, TestModels.esmm()));
    }

    private Path folder(int version) {
        return this.models.resolve("shop").resolve(Integer.toString(version));
    }

    private void write(int version, String... files) throws IOException {
        Path folder = Files.createDirectories(folder(version));
        for (String file : files) {
            Files.writeString(folder.resolve(file), file);
        }
    }

    private HttpResponse<String> admin(String change) {
        return this.service.administer(change);
    }

    private Map<Integer, String> states() {
        return RunningService.json(this.service.get("/v1/models/shop"))
                .get("versions")
                .valueStream()
                .collect(Collectors.toMap((version) -> version.get("version").asInt(),
                        (version) -> version.get("state").asString()));
    }

    private String reason(int version) {
        return RunningService.json(this.service.get("/v1/models/shop/versions/" + version)).path("reason").asString();
    }

    private int answering() {
        HttpResponse<String> answer = this.service.post("/v1/models/shop/score", BODY);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return RunningService.json(answer).get("version").asInt();
    }

    @Test
    void aNewVersionAnswersByItselfSoonAfterItsManifestIsThere() throws Exception {
        write(3, "weights.safetensors");
        admin("reload");
        assertThat(states()).containsEntry(3, "available");
        assertThat(reason(3)).isEqualTo(Lineup.INCOMPLETE);

        write(3, "manifest.json");
        awaitAnswering(3);

        assertThat(states()).isEqualTo(Map.of(1, "available", 2, "loaded", 3, "serving"));
    }

    private void awaitAnswering(int version) throws InterruptedException {
        for (int i = 0; i < 400 && answering() != version; i++) {
            Thread.sleep(50);
        }
        assertThat(answering()).isEqualTo(version);
    }

    @Test
    void aDirectoryThatIsTakenAwayAndWrittenAnewIsFollowedByItself() throws Exception {
        FileSystemUtils.deleteRecursively(this.models);
        // Until there is nothing left to watch.
        Thread.sleep(1000);
        write(3, "manifest.json");
        awaitAnswering(3);

        write(4, "manifest.json");
        awaitAnswering(4);
    }

    @Test
    void noFailureEndsTheLooksThatFollow() throws Exception {
        this.service.close();
        this.service = RunningService.start(this.models, List.of(), this::load, "--multigate.reload.interval=100ms");
        write(3, "impossible", "manifest.json");
        for (int i = 0; i < 400 && Collections.frequency(this.loads, "shop/3") < 10; i++) {
            Thread.sleep(50);
        }

        assertThat(this.loads).filteredOn("shop/3"::equals).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void theMetersOfARetiredVersionGoWithIt() throws IOException {
        assertThat(this.service.scrapeText()).contains("multigate_model_loaded{model=\"shop\",version=\"1\"} 1.0");
        answering();
        write(3, "manifest.json");
        admin("reload");

        assertThat(answering()).isEqualTo(3);
        assertThat(this.service.scrape().keySet()).noneMatch((series) -> series.contains("version=\"1\""))
                .anyMatch((series) -> series.startsWith("multigate_score") && series.contains("version=\"2\""));
        HttpResponse<String> retired = this.service.post("/v1/models/shop/versions/1/score", BODY);
        assertThat(retired.statusCode()).isEqualTo(503);
        assertThat(retired.body()).contains("version 1 of model 'shop' is not loaded; loaded: [2, 3]");
    }

    @Test
    void aBrokenVersionIsTriedOnceAndAgainWhenItsFilesChange() throws IOException {
        write(3, "bad", "manifest.json");
        admin("reload");
        admin("reload");

        assertThat(answering()).isEqualTo(2);
        assertThat(states()).containsEntry(3, "failed");
        assertThat(reason(3)).isEqualTo("files: bad");
        assertThat(this.loads).filteredOn("shop/3"::equals).hasSize(1);
        assertThat(this.service.scrape())
                .containsEntry("multigate_model_load_failures_total{model=\"shop\",reason=\"files\"}", 1.0);

        Files.delete(folder(3).resolve("bad"));
        admin("reload");
        assertThat(answering()).isEqualTo(3);
    }

    @Test
    void aVersionReplacedInPlaceGoesOnAsItWasLoaded() throws IOException {
        write(2, "manifest.json", "bad");
        admin("reload");

        assertThat(answering()).isEqualTo(2);
        assertThat(states()).containsEntry(2, "serving");
        assertThat(reason(2)).startsWith("files: manifest.json");
        assertThat(this.loads).filteredOn("shop/2"::equals).hasSize(1);
        assertThat(this.service.scrape())
                .containsEntry("multigate_model_load_failures_total{model=\"shop\",reason=\"files\"}", 1.0);
    }

    @Test
    void aVersionWhoseFolderGoesIsRetiredButNeverTheLastOne() throws IOException {
        FileSystemUtils.deleteRecursively(folder(2));
        admin("reload");
        assertThat(answering()).isEqualTo(1);
        assertThat(states()).isEqualTo(Map.of(1, "serving"));

        FileSystemUtils.deleteRecursively(this.models.resolve("shop"));
        admin("reload");
        assertThat(answering()).isEqualTo(1);
        assertThat(reason(1)).isEqualTo(Lineup.GONE);
        assertThat(this.service.get("/readyz").statusCode()).isEqualTo(200);

        write(4, "manifest.json");
        admin("reload");
        assertThat(answering()).isEqualTo(4);
        assertThat(states()).isEqualTo(Map.of(4, "serving"));
    }

    @Test
    void aDirectoryThatIsMissingChangesNothing() throws IOException {
        FileSystemUtils.deleteRecursively(this.models);
        admin("reload");
        assertThat(answering()).isEqualTo(2);
        assertThat(states()).isEqualTo(Map.of(1, "loaded", 2, "serving"));
        assertThat(reason(2)).isEmpty();

        write(3, "manifest.json");
        admin("reload");
        assertThat(states()).isEqualTo(Map.of(3, "serving"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "shop/2"})
    void aModelThatCannotBeLookedAtStaysAsItIsAndTheOthersAreFollowed(String unreadable, CapturedOutput output)
            throws IOException {
        becomeALoop(unreadable);
        Files.createDirectories(this.models.resolve("other/1"));
        Files.writeString(this.models.resolve("other/1/manifest.json"), "{}");
        admin("reload");
        admin("reload");

        assertThat(states()).isEqualTo(Map.of(1, "loaded", 2, "serving"));
        assertThat(reason(2)).isEmpty();
        assertThat(this.service.post("/v1/models/other/score", BODY).statusCode()).isEqualTo(200);
        assertThat(output).containsOnlyOnce("shop stays as it is, its folder cannot be looked at: ");
    }

    /** A folder that not even root can list. */
    private void becomeALoop(String folder) throws IOException {
        Path path = this.models.resolve(folder);
        FileSystemUtils.deleteRecursively(path);
        Files.createSymbolicLink(path, path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "shop"})
    void whatAnAdministratorWantsHappensThoughTheFoldersCannotBeLookedAt(String unreadable) throws IOException {
        becomeALoop(unreadable);

        assertThat(admin("models/shop/rollback").statusCode()).isEqualTo(200);
        assertThat(answering()).isEqualTo(1);
        assertThat(admin("models/shop/unpin").statusCode()).isEqualTo(200);
        assertThat(answering()).isEqualTo(2);
        assertThat(admin("models/shop/versions/2/unload").statusCode()).isEqualTo(200);
        assertThat(states()).isEqualTo(Map.of(1, "serving", 2, "available"));
        assertThat(reason(1)).isEmpty();
        assertThat(admin("models/shop/versions/2/pin").statusCode()).isEqualTo(200);
        assertThat(answering()).isEqualTo(2);
    }

    @Test
    void aReloadOfADirectoryThatCannotBeListedIsRefused() throws IOException {
        becomeALoop("");

        HttpResponse<String> refused = admin("reload");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("the model directory cannot be listed; the log of the service tells why")
                .doesNotContain(this.models.toString());
    }

    @Test
    void aPinnedVersionAnswersWhateverComes() throws IOException {
        JsonNode pinned = RunningService.json(admin("models/shop/versions/1/pin"));
        assertThat(pinned.get("serving").asInt()).isEqualTo(1);
        write(3, "manifest.json");
        write(4, "manifest.json");
        admin("reload");

        assertThat(answering()).isEqualTo(1);
        assertThat(states()).isEqualTo(Map.of(1, "serving", 2, "available", 3, "available", 4, "loaded"));

        admin("models/shop/unpin");
        assertThat(answering()).isEqualTo(4);
        assertThat(states()).isEqualTo(Map.of(1, "available", 2, "available", 3, "loaded", 4, "serving"));
    }

    @Test
    void rollingBackPinsTheNextLowerVersionThatPasses() throws IOException {
        write(3, "manifest.json");
        admin("reload");
        write(2, "bad");
        admin("models/shop/versions/2/unload");

        assertThat(admin("models/shop/rollback").statusCode()).isEqualTo(200);
        assertThat(answering()).isEqualTo(1);

        HttpResponse<String> nothing = admin("models/shop/rollback");
        assertThat(nothing.statusCode()).isEqualTo(409);
        assertThat(nothing.body()).contains("there is nothing to roll back to");
        assertThat(answering()).isEqualTo(1);
    }

    @Test
    void aVersionThatFailsIsNotPinned() throws IOException {
        write(3, "bad", "manifest.json");
        admin("reload");

        HttpResponse<String> refused = admin("models/shop/versions/3/pin");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("version 3 of model 'shop' may not serve, files: bad");
        assertThat(answering()).isEqualTo(2);
        assertThat(admin("models/shop/versions/9/pin").statusCode()).isEqualTo(404);
        assertThat(admin("models/other/rollback").statusCode()).isEqualTo(404);
    }

    @Test
    void anUnloadedVersionStaysAwayUntilItIsPinned() {
        assertThat(admin("models/shop/versions/2/unload").statusCode()).isEqualTo(200);
        admin("reload");
        assertThat(answering()).isEqualTo(1);
        assertThat(states()).isEqualTo(Map.of(1, "serving", 2, "available"));
        assertThat(reason(2)).isEqualTo(Lineup.WITHHELD);

        assertThat(admin("models/shop/versions/1/unload").statusCode()).isEqualTo(409);
        assertThat(answering()).isEqualTo(1);

        assertThat(admin("models/shop/versions/2/pin").statusCode()).isEqualTo(200);
        assertThat(answering()).isEqualTo(2);
    }

    @Test
    void whatHadNoRoomIsTriedAsSoonAsAVersionIsUnloaded() throws IOException {
        write(3, "unlucky", "manifest.json");
        admin("reload");
        assertThat(states()).isEqualTo(Map.of(1, "loaded", 2, "serving", 3, "failed"));

        admin("models/shop/versions/1/unload");
        assertThat(states()).isEqualTo(Map.of(1, "available", 2, "loaded", 3, "serving"));
    }

    @Test
    void aModelThatIsNewServesToo() throws IOException {
        Files.createDirectories(this.models.resolve("other/1"));
        Files.writeString(this.models.resolve("other/1/manifest.json"), "{}");
        admin("reload");

        assertThat(this.service.post("/v1/models/other/score", BODY).statusCode()).isEqualTo(200);

        FileSystemUtils.deleteRecursively(this.models.resolve("other/1"));
        write(3, "manifest.json");
        admin("reload");
        assertThat(this.service.post("/v1/models/other/score", BODY).statusCode()).isEqualTo(200);
    }

}
