package io.multigate.web;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What callers write never becomes a series: a meter's tags come from the registry and from enums alone. */
class BadInputSeriesTests {

    private static final int REQUESTS = 400;

    private BadInputService service;

    @BeforeEach
    void start(@TempDir Path models) {
        this.service = BadInputService.start(models);
    }

    @AfterEach
    void stop() {
        this.service.close();
    }

    @Test
    void namesThatNobodyKnowsMakeNoSeries() {
        Random random = new Random(1);
        send(random, 8);
        sendElsewhere(random, 4);
        Set<String> before = series();
        double unrecognised = this.service.value("multigate_feature_unrecognised_total");
        double rejected = this.service.value("multigate_rejected_total");

        send(random, REQUESTS);
        assertThat(this.service.value("multigate_feature_unrecognised_total") - unrecognised)
                .isEqualTo(3 * REQUESTS / 2.0);
        assertThat(this.service.value("multigate_rejected_total") - rejected).isEqualTo(REQUESTS / 2.0);
        sendElsewhere(random, REQUESTS / 4);

        assertThat(series()).isEqualTo(before);
    }

    /** Without those of the virtual machine, to which a garbage collection adds its causes. */
    private Set<String> series() {
        Set<String> series = this.service.series();
        series.removeIf((name) -> name.startsWith("jvm_"));
        return series;
    }

    /** Features with names of their own on every side, for the model and for models that do not exist, in turns. */
    private void send(Random random, int requests) {
        for (int i = 0; i < requests; i++) {
            String body = """
                    {"user": {"%s": 1}, "context": {"%s": "x"}, "candidates": [{"id": "%s", "features": {"%s": [1]}}]}"""
                    .formatted(name(random), name(random), name(random), name(random));
            boolean known = i % 2 == 0;
            String model = known ? "shop-mmoe" : name(random);
            assertThat(this.service.post("/v1/models/" + model + "/score", body).statusCode())
                    .isEqualTo(known ? 200 : 404);
        }
    }

    /** Paths, methods, media types and versions with names of their own. */
    private void sendElsewhere(Random random, int rounds) {
        for (int i = 0; i < rounds; i++) {
            assertThat(this.service.get("/" + name(random) + "/" + name(random)).statusCode()).isEqualTo(404);
            assertThat(this.service.get("/v1/models/shop-mmoe/versions/" + name(random)).statusCode()).isEqualTo(404);
            assertThat(this.service.send(HttpRequest.newBuilder(this.service.uri("/v1/score"))
                    .header("Content-Type", "text/" + name(random))
                    .method(name(random).toUpperCase(Locale.ROOT), HttpRequest.BodyPublishers.ofString("")))
                    .statusCode()).isEqualTo(405);
        }
    }

    private static String name(Random random) {
        return "x" + Long.toString(random.nextLong() >>> 1, 36);
    }

}
