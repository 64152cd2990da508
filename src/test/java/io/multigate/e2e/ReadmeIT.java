package io.multigate.e2e;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    @Test
    void theMeterTableNamesEveryMeterAndItsTags() throws IOException, InterruptedException {
        for (String model : Readme.models()) {
            service.post("/v1/models/" + model + "/score", Readme.requestBody());
        }
        Map<String, Set<String>> written = new TreeMap<>();
        for (Readme.Meter meter : Readme.meters()) {
            written.put(meter.prometheusName(), new TreeSet<>(meter.tags()));
        }
        assertThat(scrapedFamilies()).isEqualTo(written);
    }

    /** Labels by family of our own meters, without the suffixes and the label of a histogram. */
    private static Map<String, Set<String>> scrapedFamilies() throws IOException, InterruptedException {
        String text = service.scrape().body();
        Set<String> histograms = new TreeSet<>();
        Matcher types = Pattern.compile("^# TYPE (multigate_\\S+) (?:histogram|summary)$", Pattern.MULTILINE)
                .matcher(text);
        while (types.find()) {
            histograms.add(types.group(1));
        }
        Map<String, Set<String>> families = new TreeMap<>();
        Matcher samples = Pattern.compile("^(multigate_[a-zA-Z0-9_]+)(?:\\{(.*)})? \\S+$", Pattern.MULTILINE)
                .matcher(text);
        while (samples.find()) {
            String family = family(samples.group(1), histograms);
            Set<String> labels = families.computeIfAbsent(family, (_) -> new TreeSet<>());
            if (samples.group(2) != null) {
                Pattern.compile("([a-z_]+)=\"").matcher(samples.group(2)).results()
                        .forEach((label) -> labels.add(label.group(1)));
                labels.remove("le");
            }
        }
        return families;
    }

    private static String family(String sample, Set<String> histograms) {
        String family = sample.replaceFirst("_(bucket|sum|count|max)$", "");
        return histograms.contains(family) ? family : sample;
    }

    private static Map<String, JsonNode> withoutRequestId(JsonNode answer) {
        Map<String, JsonNode> fields = new TreeMap<>();
        answer.propertyStream().forEach((field) -> fields.put(field.getKey(), field.getValue()));
        fields.remove("requestId");
        return fields;
    }

}
