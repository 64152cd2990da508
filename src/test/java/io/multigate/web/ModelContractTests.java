package io.multigate.web;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;

import io.multigate.RunningService;
import io.multigate.TestModels;
import io.multigate.loading.LoadOutcome;
import io.multigate.loading.ModelDirectory;
import io.multigate.model.ModelId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What a caller learns of the models: which serve, which do not and why, and what they are made of. */
class ModelContractTests {

    private static RunningService service;

    private static ApiDescription api;

    @BeforeAll
    static void start(@TempDir Path models) {
        service = RunningService.start(models,
                List.of("shop-mmoe/1", "shop-mmoe/2", "shop-mmoe/3", "shop-esmm/1", "shop-esmm/2", "shop-lost/1",
                        "shop-shared-bottom/1"),
                ModelContractTests::load, "--multigate.models.versions.shop-esmm=1");
        api = ApiDescription.of(service);
    }

    private static LoadOutcome load(Path directory) {
        ModelId id = ModelDirectory.id(directory).orElseThrow();
        if (id.version() == 3 || id.name().equals("shop-lost")) {
            return TestModels.failure(directory, "weights.safetensors is missing");
        }
        return TestModels.outcome(TestModels.loaded(id, switch (id.name()) {
            case "shop-mmoe" -> TestModels.mmoe(4, 8);
            case "shop-esmm" -> TestModels.esmm();
            default -> TestModels.sharedBottom();
        }));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static JsonNode get(String path) {
        HttpResponse<String> response = service.get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        api.requireDocumented(response);
        return RunningService.json(response);
    }

    @Test
    void theListShowsEveryModelAndTheStateOfItsVersions() {
        assertThat(get("/v1/models").toString()).isEqualTo("""
                {"models":[\
                {"name":"shop-esmm","versions":[{"version":1,"state":"serving"},{"version":2,"state":"loaded"}],\
                "state":"serving","serving":1,"default":false},\
                {"name":"shop-lost","versions":[\
                {"version":1,"state":"failed","reason":"files: weights.safetensors is missing"}],\
                "state":"failed","default":false},\
                {"name":"shop-mmoe","versions":[{"version":1,"state":"loaded"},{"version":2,"state":"serving"},\
                {"version":3,"state":"failed","reason":"files: weights.safetensors is missing"}],\
                "state":"serving","serving":2,"default":true},\
                {"name":"shop-shared-bottom","versions":[{"version":1,"state":"serving"}],\
                "state":"serving","serving":1,"default":false}]}""");
    }

    @Test
    void aModelShowsWhatItsServingVersionIsMadeOf() {
        JsonNode model = get("/v1/models/shop-mmoe");
        assertThat(model.get("serving").asInt()).isEqualTo(2);
        assertThat(model.get("versions").size()).isEqualTo(3);
        JsonNode description = model.get("description");
        assertThat(description.get("tasks").toString())
                .isEqualTo("[{\"name\":\"ctr\",\"kind\":\"binary\"},"
                        + "{\"name\":\"cvr\",\"kind\":\"binary\",\"given\":\"ctr\"}]");
        assertThat(description.get("features").size()).isEqualTo(11);
        assertThat(description.get("features").get(3).toString())
                .isEqualTo("{\"name\":\"recent_categories\",\"kind\":\"categorical-list\",\"side\":\"user\"}");
        assertThat(description.get("features").get(10).toString())
                .isEqualTo("{\"name\":\"user_category_views\",\"kind\":\"numeric\",\"side\":\"cross\"}");
        assertThat(description.get("objective").asString()).isEqualTo("entire-space");
        assertThat(description.at("/evaluation/ctr/auc").asDouble()).isEqualTo(0.75);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            shop-mmoe          | mmoe          | experts,expert,tower
            shop-esmm          | esmm          | tower
            shop-shared-bottom | shared-bottom | bottom,tower
            """)
    void everyFamilyShowsTheSizesThatItHas(String model, String kind, String sizes) {
        JsonNode architecture = get("/v1/models/" + model).at("/description/architecture");
        assertThat(architecture.get("kind").asString()).isEqualTo(kind);
        assertThat(architecture.propertyNames().stream().filter((name) -> !name.matches("kind|embeddingWidths")))
                .containsExactlyInAnyOrder(sizes.split(","));
    }

    @Test
    void aVersionShowsItsStateAndWhyItFailed() {
        assertThat(get("/v1/models/shop-mmoe/versions/1").get("state").asString()).isEqualTo("loaded");
        assertThat(get("/v1/models/shop-mmoe/versions/1").has("description")).isTrue();
        assertThat(get("/v1/models/shop-mmoe/versions/2").get("state").asString()).isEqualTo("serving");
        assertThat(get("/v1/models/shop-mmoe/versions/3").toString()).isEqualTo("""
                {"model":"shop-mmoe","version":3,"state":"failed","reason":"files: weights.safetensors is missing"}""");
    }

    @Test
    void aModelWithoutAVersionThatServesIsShownAllTheSame() {
        JsonNode lost = get("/v1/models/shop-lost");
        assertThat(lost.get("state").asString()).isEqualTo("failed");
        assertThat(lost.has("description")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/models/nothing              | unknown model 'nothing'; available: shop-esmm, shop-lost, shop-mmoe, shop-shared-bottom
            /v1/models/nothing/versions/1   | unknown model 'nothing'; available: shop-esmm, shop-lost, shop-mmoe, shop-shared-bottom
            /v1/models/shop-mmoe/versions/9 | unknown version '9' of model 'shop-mmoe'; available: 1, 2, 3
            """)
    void whatDoesNotExistIsToldWhatDoes(String path, String detail) {
        HttpResponse<String> response = service.get(path);
        assertThat(response.statusCode()).isEqualTo(404);
        api.requireDocumented(response);
        assertThat(RunningService.json(response).get("detail").asString()).isEqualTo(detail);
    }

    @Test
    void theVersionThatConfigurationNamesAnswersForTheModel() {
        String body = "{\"candidates\": [{\"id\": \"a\"}]}";
        assertThat(version("/v1/models/shop-esmm/score", body)).isEqualTo(1);
        assertThat(version("/v1/models/shop-esmm/versions/2/score", body)).isEqualTo(2);
        assertThat(version("/v1/score", body)).isEqualTo(2);
    }

    private static int version(String path, String body) {
        return RunningService.json(service.post(path, body)).get("version").asInt();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz"})
    void aBrokenNewerVersionLeavesTheProbesAlone(String probe) {
        assertThat(get(probe).toString()).isEqualTo("{\"status\":\"UP\"}");
    }

    @ParameterizedTest
    @CsvSource({"--multigate.models.required=shop-lost", "--multigate.models.default=shop-lost",
            "--multigate.models.default=shop-nothing", "--multigate.models.versions.shop-mmoe=3"})
    void theServiceIsNotReadyWithoutAModelThatMustServe(String setting, @TempDir Path models) {
        try (RunningService unready = RunningService.start(models, List.of("shop-mmoe/2", "shop-mmoe/3", "shop-lost/1"),
                ModelContractTests::load, setting)) {
            assertThat(unready.get("/livez").statusCode()).isEqualTo(200);
            HttpResponse<String> response = unready.get("/readyz");
            assertThat(response.body()).isEqualTo("{\"status\":\"OUT_OF_SERVICE\"}");
            assertThat(response.statusCode()).isEqualTo(503);
            api.requireDocumented(response);
        }
    }

    @Test
    void whatAnAdministratorChangesIsAnsweredAsDocumented(@TempDir Path models) {
        try (RunningService administered = RunningService.start(models, List.of("shop-mmoe/1", "shop-mmoe/2"),
                ModelContractTests::load, RunningService.administrable())) {
            for (String change : List.of("reload", "models/shop-mmoe/versions/1/pin", "models/shop-mmoe/unpin",
                    "models/shop-mmoe/rollback", "models/shop-mmoe/versions/2/unload")) {
                HttpResponse<String> response = administered.administer(change);
                assertThat(response.statusCode()).as("%s: %s", change, response.body()).isEqualTo(200);
                api.requireDocumented(response);
            }
        }
    }

}
