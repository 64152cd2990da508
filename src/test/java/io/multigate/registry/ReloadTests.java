package io.multigate.registry;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.multigate.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of a model while its folder changes. */
@ExtendWith(OutputCaptureExtension.class)
class ReloadTests extends ChangingShop {

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
    void whateverGoesWrongWithOneModelTheOthersAreFollowed(CapturedOutput output) throws IOException {
        write(3, "impossible", "manifest.json");
        Files.createDirectories(this.models.resolve("zoo/1"));
        Files.writeString(this.models.resolve("zoo/1/manifest.json"), "{}");
        admin("reload");

        assertThat(this.service.post("/v1/models/zoo/score", BODY).statusCode()).isEqualTo(200);
        assertThat(answering()).isEqualTo(2);
        assertThat(output).contains("the load of shop/3 broke off");
    }

    @Test
    void aDirectoryThatIsNotFollowedIsLookedAtWhenAnAdministratorSaysSo() throws Exception {
        this.service.close();
        this.service = RunningService.start(this.models, List.of(), this::load,
                RunningService.administrable("--multigate.reload.enabled=false", "--multigate.reload.interval=100ms"));
        write(3, "manifest.json");
        Thread.sleep(2000);
        assertThat(answering()).isEqualTo(2);

        admin("models/shop/versions/1/unload");
        assertThat(answering()).isEqualTo(2);

        admin("reload");
        assertThat(answering()).isEqualTo(3);
    }

    @Test
    void whatIsWrongWithAFolderIsSaidAgainWhenItComesBack() throws IOException {
        write(2, "manifest.json", "bad");
        admin("reload");
        String wrong = reason(2);
        Path shop = this.models.resolve("shop");
        Path away = Files.move(shop, this.models.resolveSibling("away"));
        admin("reload");
        assertThat(reason(2)).isEqualTo(Lineup.GONE);

        Files.move(away, shop);
        admin("reload");
        assertThat(reason(2)).isEqualTo(wrong).startsWith("files: ");
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
                .containsEntry("multigate_model_load_failures_total{model=\"shop\",reason=\"files\"}", 1.0)
                .containsKeys(failed(3), serving(2));

        Files.delete(folder(3).resolve("bad"));
        admin("reload");
        assertThat(answering()).isEqualTo(3);
        assertThat(this.service.scrape()).containsKeys(serving(3)).doesNotContainKeys(failed(3), serving(2));
    }

    @Test
    void aBrokenVersionIsNotCalledFailedOnceAHigherOneAnswers() throws IOException {
        write(3, "bad", "manifest.json");
        admin("reload");
        write(4, "manifest.json");
        admin("reload");

        assertThat(states()).containsEntry(3, "failed").containsEntry(4, "serving");
        assertThat(this.service.scrape()).doesNotContainKey(failed(3));
    }

    @Test
    void aPinnedVersionThatIsNotThereIsCalledMissingUntilItAnswers() throws IOException {
        String missing = "multigate_model_failed{model=\"shop\",reason=\"missing\",version=\"3\"}";
        this.service.close();
        this.service = RunningService.start(this.models, List.of(), this::load,
                RunningService.administrable("--multigate.models.versions.shop=3", "--multigate.reload.enabled=false"));
        assertThat(this.service.scrape()).containsKey(missing);

        write(3);
        admin("reload");
        assertThat(this.service.scrape()).containsKey(missing);

        write(3, "manifest.json");
        admin("reload");
        assertThat(answering()).isEqualTo(3);
        assertThat(this.service.scrape()).doesNotContainKey(missing);
    }

    private static String failed(int version) {
        return "multigate_model_failed{model=\"shop\",reason=\"files\",version=\"" + version + "\"}";
    }

    private static String serving(int version) {
        return "multigate_model_serving{model=\"shop\",version=\"" + version + "\"}";
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
