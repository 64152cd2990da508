package io.multigate.web;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import io.multigate.RunningService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What the ways to give, to leave out and to misname a feature mean, and that they are counted. */
class FeatureContractTests {

    private static RunningService service;

    @BeforeAll
    static void start(@TempDir Path models) {
        service = RunningService.startSmall(models);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static JsonNode scores(String user, String item) {
        HttpResponse<String> response = service.post("/v1/score",
                "{\"user\": %s, \"candidates\": [{\"id\": \"a\", \"features\": %s}]}".formatted(user, item));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RunningService.json(response).get("scores");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            {"category": "7"}     | {"category": 7}
            {"brand": "true"}     | {"brand": true}
            {"price": 7}          | {"price": 7.0}
            {"price": 7}          | {"price": 0.7e1}
            {}                    | {"category": null, "brand": "", "price": null}
            {}                    | {"price": ""}
            {}                    | {"colour": "red", "weight": {"kg": [1, null]}}
            {"category": "cars"}  | {"category": "boats"}
            """)
    void theseMeanTheSame(String one, String other) {
        assertThat(scores("{}", one)).isEqualTo(scores("{}", other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            {"category": "7"}     | {"category": "shoes"}
            {"category": "cars"}  | {}
            {"category": "shoes"} | {"category": "Shoes"}
            {"price": 0}          | {}
            {"price": 7}          | {"price": 8}
            """)
    void theseDoNot(String one, String other) {
        assertThat(scores("{}", one)).isNotEqualTo(scores("{}", other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            {}                                      | {"recent_categories": []}
            {}                                      | {"recent_categories": null}
            {"recent_categories": ["7", "shoes"]}   | {"recent_categories": [7, "shoes"]}
            {"recent_categories": ["shoes"]}        | {"recent_categories": ["shoes", null, ""]}
            """)
    void theseListsMeanTheSame(String one, String other) {
        assertThat(scores(one, "{}")).isEqualTo(scores(other, "{}"));
    }

    @Test
    void whatIsMissingUnknownOrUnrecognisedIsCountedOnceAValue() {
        Map<String, Double> before = service.scrape();
        HttpResponse<String> response = service.post("/v1/score", """
                {"user": {"user_id": "u1", "segment": "z", "shoe_size": 43, "recent_categories": ["shoes", "z", "y"]},
                 "context": {"hour": null, "slot": "home", "weather": "rain"},
                 "candidates": [
                   {"id": "a", "features": {"item_id": "i1", "category": "shoes", "brand": "acme", "price": 1, "x": 1}},
                   {"id": "b", "features": {"item_id": "i2", "category": "z", "brand": "", "price": null}},
                   {"id": "c", "features": {"item_id": "i3", "category": "z", "user_category_views": 3}}]}""");
        assertThat(response.statusCode()).isEqualTo(200);
        Map<String, Double> counted = new TreeMap<>();
        service.scrape().forEach((series, value) -> {
            double added = value - before.getOrDefault(series, 0.0);
            if (series.startsWith("multigate_feature_") && added != 0) {
                counted.put(
                        series.replaceAll("multigate_feature_|_total|feature=|side=|model=\"shop-mmoe\"|[{}\",]", " ")
                                .strip()
                                .replaceAll(" +", " "),
                        added);
            }
        });
        assertThat(counted).isEqualTo(Map.of("missing age user", 1.0, "missing hour context", 1.0,
                "missing brand item", 2.0, "missing price item", 2.0, "missing user_category_views cross", 2.0,
                "unknown segment user", 1.0, "unknown recent_categories user", 2.0, "unknown category item", 2.0,
                "unrecognised", 3.0));
    }

}
