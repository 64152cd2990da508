package io.multigate.web;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

import io.multigate.RunningService;
import io.multigate.TestModels;
import io.multigate.loading.ModelDirectory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A model that says numbers besides pCTR and pCVR. */
class RegressionContractTests {

    private static final int CANDIDATES = 60;

    private static RunningService service;

    @BeforeAll
    static void start(@TempDir Path models) {
        service = RunningService.start(models, List.of("numbers/1"), (directory) -> TestModels.outcome(
                TestModels.loaded(ModelDirectory.id(directory).orElseThrow(), TestModels.numbers())),
                "--multigate.models.default=numbers");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static List<JsonNode> scores(String options) {
        HttpResponse<String> response = service.post("/v1/score", ScoreContractTests.request(CANDIDATES, options));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RunningService.json(response).get("scores").valueStream().toList();
    }

    private static double spend(JsonNode score) {
        return score.get("predictions").get("spend").asDouble();
    }

    @Test
    void numbersStandAmongThePredictionsAndProbabilitiesWhereTheyAlwaysDo() {
        assertThat(scores("{}")).allSatisfy((score) -> {
            assertThat(score.get("predictions").propertyNames()).containsExactly("spend", "stay");
            assertThat(score.get("pCTR").asDouble()).isBetween(0.0, 1.0);
            assertThat(score.get("pCVR").asDouble()).isBetween(0.0, 1.0);
        }).anySatisfy((score) -> assertThat(spend(score)).isNegative())
                .anySatisfy((score) -> assertThat(spend(score)).isPositive());
    }

    @Test
    void negativeNumbersRankBelowPositiveOnes() {
        assertThat(scores("{\"rankBy\": \"spend\"}"))
                .isEqualTo(scores("{}").stream()
                        .sorted(Comparator.comparingDouble(RegressionContractTests::spend).reversed())
                        .toList());
    }

    @Test
    void theDescriptionSaysWhichTasksAreNumbers() {
        JsonNode tasks = RunningService.json(service.get("/v1/models/numbers")).get("description").get("tasks");
        assertThat(tasks.valueStream().map((task) -> task.get("kind").asString()))
                .containsExactly("regression", "binary", "binary", "regression");
    }

    /** Their buckets lie between 0 and 1. */
    @Test
    void theHistogramOfPredictionsIsOfProbabilitiesAlone() {
        List<JsonNode> scores = scores("{}");
        String lines = service.scrapeText()
                .lines()
                .filter((line) -> line.startsWith("multigate_prediction_"))
                .reduce("", (all, line) -> all + line + "\n");
        assertThat(lines).contains("task=\"ctr\"", "task=\"cvr\"", "task=\"ctcvr\"")
                .doesNotContain("task=\"spend\"", "task=\"stay\"");
        double count = clicks("multigate_prediction_count");
        assertThat(count).isGreaterThanOrEqualTo(scores.size());
        assertThat(clicks("multigate_prediction_sum") / count).isGreaterThan(0).isLessThan(1);
    }

    private static double clicks(String series) {
        return service.scrape()
                .entrySet()
                .stream()
                .filter((sample) -> sample.getKey().startsWith(series + "{") && sample.getKey().contains("\"ctr\""))
                .mapToDouble((sample) -> sample.getValue())
                .sum();
    }

}
