package io.multigate.registry;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.FileSystemUtils;

import io.multigate.RunningService;
import io.multigate.TestModels;
import io.multigate.loading.ModelDirectory;
import io.multigate.model.ModelId;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** What an operator sees at a start on real bundles, some of them spoilt. */
@ExtendWith(OutputCaptureExtension.class)
class StartUpTests {

    private static final String BODY = "{\"candidates\": [{\"id\": \"a\", \"features\": {}}]}";

    @TempDir
    private Path models;

    private Path ship(String model) throws IOException {
        Path version = this.models.resolve(model).resolve("1");
        FileSystemUtils.copyRecursively(Path.of("models", model, "1"), version);
        return version;
    }

    private RunningService start(String... settings) {
        return RunningService.start(this.models, settings);
    }

    @Test
    void oneBadBundleIsReportedAndTheOthersServe(CapturedOutput output) throws IOException {
        ship("shop-mmoe");
        Files.writeString(ship("shop-esmm").resolve("golden.json"), "{}");

        try (RunningService service = start()) {
            assertThat(service.get("/readyz").statusCode()).isEqualTo(200);
            assertThat(service.post("/v1/score", BODY).statusCode()).isEqualTo(200);
            assertThat(service.post("/v1/models/shop-esmm/score", BODY).statusCode()).isEqualTo(503);

            assertThat(output).contains("shop-esmm/1 does not serve, files: golden.json has 2 bytes");
            JsonNode esmm = RunningService.json(service.get("/v1/models")).path("models").path(0);
            assertThat(esmm.path("name").asString()).isEqualTo("shop-esmm");
            assertThat(esmm.path("versions").path(0).path("reason").asString()).contains("golden.json has 2 bytes");
            assertThat(service.scrape()).containsEntry(
                    "multigate_model_load_failures_total{model=\"shop-esmm\",reason=\"files\"}", 1.0);
        }
    }

    @Test
    void withoutAnyGoodBundleTheStartFailsAndSaysWhyOfEach(CapturedOutput output) throws IOException {
        Files.writeString(ship("shop-mmoe").resolve("golden.json"), "{}");
        Files.delete(ship("shop-esmm").resolve("weights.safetensors"));

        assertThatException().isThrownBy(this::start);

        assertThat(output).contains("No model in " + this.models.toAbsolutePath() + " can serve",
                "shop-mmoe/1  files: golden.json has 2 bytes", "shop-esmm/1  files: weights.safetensors is missing")
                .doesNotContain("\tat ");
    }

    @Test
    void anEmptyOrMissingDirectoryIsNamed(CapturedOutput output) {
        assertThatException().isThrownBy(this::start);
        Path missing = this.models.resolve("missing");
        assertThatException().isThrownBy(() -> RunningService.start(missing));

        assertThat(output).contains("No model in " + this.models.toAbsolutePath() + " can serve",
                "No model in " + missing.toAbsolutePath() + " can serve", "there is no <name>/<version> folder");
    }

    @Test
    void aDirectoryThatCannotBeListedIsNamedAndSaysWhy(CapturedOutput output) throws IOException {
        Path loop = this.models.resolve("loop");
        Files.createSymbolicLink(loop, loop);

        assertThatException().isThrownBy(() -> RunningService.start(loop));

        assertThat(output)
                .contains("No model in " + loop.toAbsolutePath() + " can serve: the folder cannot be listed (")
                .doesNotContain("\tat ");
    }

    @Test
    void aModelThatCannotBeLookedAtIsReportedAndTheOthersServe(CapturedOutput output) throws IOException {
        ship("shop-mmoe");
        for (String name : List.of("shop-esmm", "lost+found")) {
            Files.createSymbolicLink(this.models.resolve(name), this.models.resolve(name));
        }

        try (RunningService service = start()) {
            assertThat(service.post("/v1/score", BODY).statusCode()).isEqualTo(200);
        }

        assertThat(output).contains("model shop-esmm cannot be looked at: ").doesNotContain("lost+found");
    }

    @Test
    void aLoadThatFailsAsNobodyForesawKeepsNoOtherModelFromServing(CapturedOutput output) throws IOException {
        AtomicBoolean fails = new AtomicBoolean(true);
        try (RunningService service = RunningService.start(this.models, List.of("bad/1", "good/1"), (folder) -> {
            ModelId id = ModelDirectory.id(folder).orElseThrow();
            if (id.name().equals("bad") && fails.get()) {
                throw new InternalError("a fault of the machine");
            }
            return TestModels.outcome(TestModels.loaded(id, TestModels.esmm()));
        }, RunningService.administrable())) {
            assertThat(output).contains("the load of bad/1 broke off", "a fault of the machine");
            assertThat(service.post("/v1/models/good/score", BODY).statusCode()).isEqualTo(200);
            assertThat(service.post("/v1/models/bad/score", BODY).statusCode()).isEqualTo(503);

            fails.set(false);
            service.administer("reload");
            assertThat(service.post("/v1/models/bad/score", BODY).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void noOtherModelStandsInForTheConfiguredDefault(CapturedOutput output) throws IOException {
        try (RunningService service = RunningService.start(this.models, List.of("shop/1"),
                (folder) -> TestModels.outcome(
                        TestModels.loaded(ModelDirectory.id(folder).orElseThrow(), TestModels.esmm())),
                RunningService.administrable("--multigate.models.default=late"))) {
            assertThat(output).contains("multigate.models.default names 'late', which does not exist yet");
            assertThat(service.get("/readyz").statusCode()).isEqualTo(503);
            assertThat(service.post("/v1/score", BODY).statusCode()).isEqualTo(404);

            Files.createFile(Files.createDirectories(this.models.resolve("late/1")).resolve("manifest.json"));
            service.administer("reload");
            assertThat(service.get("/readyz").statusCode()).isEqualTo(200);
            assertThat(RunningService.json(service.post("/v1/score", BODY)).path("model").asString())
                    .isEqualTo("late");
        }
    }

    @Test
    void amongSeveralModelsNoneIsGuessedToBeTheDefault(CapturedOutput output) {
        try (RunningService service = RunningService.start(this.models, List.of("ranker/1", "ranker-b/1"),
                (folder) -> TestModels.outcome(
                        TestModels.loaded(ModelDirectory.id(folder).orElseThrow(), TestModels.esmm())))) {
            assertThat(output).contains("multigate.models.default names one of [ranker, ranker-b]");
            assertThat(service.get("/readyz").statusCode()).isEqualTo(200);
            assertThat(service.post("/v1/models/ranker/score", BODY).statusCode()).isEqualTo(200);
            HttpResponse<String> unnamed = service.post("/v1/score", BODY);
            assertThat(unnamed.statusCode()).isEqualTo(404);
            assertThat(RunningService.json(unnamed).path("detail").asString())
                    .isEqualTo("no model is the default one (multigate.models.default); name one: ranker, ranker-b");
            assertThat(RunningService.json(service.get("/v1/models")).findValuesAsString("default"))
                    .containsExactly("false", "false");
        }
    }

    @Test
    void aRequiredModelThatDoesNotServeKeepsTheServiceFromBeingReady() throws IOException {
        ship("shop-mmoe");
        Files.delete(ship("shop-esmm").resolve("network.zip"));

        try (RunningService service = start("--multigate.models.required=shop-esmm")) {
            assertThat(service.get("/livez").statusCode()).isEqualTo(200);
            assertThat(service.get("/readyz").statusCode()).isEqualTo(503);
            assertThat(service.post("/v1/score", BODY).statusCode()).isEqualTo(200);
        }
    }

}
