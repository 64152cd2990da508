package io.multigate.e2e;

import java.io.IOException;

import io.multigate.Readme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

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
        ((ObjectNode) answered).set("requestId", printed.path("requestId"));
        assertThat(answered.equals(ReadmeIT::compare, printed)).as("%s like %s", answered, printed).isTrue();
    }

    @Test
    void allShippedModelsServe() throws IOException, InterruptedException {
        assertThat(Readme.models()).contains("shop-esmm", "shop-mmoe", "shop-shared-bottom");
        for (String model : Readme.models()) {
            assertThat(service.post("/v1/models/" + model + "/score", Readme.requestBody()).statusCode())
                    .isEqualTo(200);
        }
    }

    /** Nobody gives the option that the Vector API wants; the process starts itself again with it. */
    @EnabledOnOs(OS.LINUX)
    @Test
    void aPlainStartComputesWithVectors() throws IOException, InterruptedException {
        assertThat(service.scrape().body()).containsPattern("multigate_kernel\\{kernel=\"vector-[0-9]+\"} 1\\.0\n");
    }

    /** Tells the same from others. No number is promised to its last digit: without the Vector API, plain loops compute. */
    private static int compare(JsonNode one, JsonNode other) {
        boolean numbers = one.isNumber() && other.isNumber();
        boolean same = numbers ? Math.abs(one.doubleValue() - other.doubleValue()) <= 2e-6 : one.equals(other);
        return same ? 0 : 1;
    }

}
