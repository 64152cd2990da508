package io.multigate.e2e;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

import io.multigate.Readme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** README.md cannot drift from what the executable jar does. */
class ReadmeIT {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static RunningService service;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        service = RunningService.start("readme");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void theCurlAnswersAsPrinted() throws IOException, InterruptedException {
        JsonNode printed = JSON.readTree(Readme.answer());
        String path = "/v1/models/" + printed.path("model").asString() + "/score";
        JsonNode answered = JSON.readTree(service.post(path, Readme.requestBody()).body());
        assertThat(withoutRequestId(answered)).isEqualTo(withoutRequestId(printed));
    }

    @Test
    void allShippedModelsServe() throws IOException, InterruptedException {
        assertThat(Readme.models()).contains("shop-esmm", "shop-mmoe", "shop-shared-bottom");
        for (String model : Readme.models()) {
            assertThat(service.post("/v1/models/" + model + "/score", Readme.requestBody()).statusCode())
                    .isEqualTo(200);
        }
    }

    private static Map<String, JsonNode> withoutRequestId(JsonNode answer) {
        Map<String, JsonNode> fields = new TreeMap<>();
        answer.propertyStream().forEach((field) -> fields.put(field.getKey(), field.getValue()));
        fields.remove("requestId");
        return fields;
    }

}
