package io.multigate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.multigate.loading.LoadOutcome;
import io.multigate.loading.ModelDirectory;
import io.multigate.model.ModelId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The tables of README.md, and its problem, are those of the running service. */
class ReadmeTests {

    private static final JsonMapper JSON = new JsonMapper();

    private static RunningService service;

    @BeforeAll
    static void start(@TempDir Path models) {
        service = RunningService.start(models, List.of("shop-mmoe/1", "shop-esmm/1", "shop-esmm/2"), ReadmeTests::load);
        for (String model : List.of("shop-mmoe", "shop-esmm")) {
            service.post("/v1/models/" + model + "/score", "{\"candidates\": [{\"id\": \"a\"}]}");
        }
    }

    private static LoadOutcome load(Path directory) {
        ModelId id = ModelDirectory.id(directory).orElseThrow();
        if (id.version() == 2) {
            return TestModels.failure(directory, "weights.safetensors is missing");
        }
        return TestModels.outcome(
                TestModels.loaded(id, id.name().equals("shop-mmoe") ? TestModels.mmoe(4, 8) : TestModels.esmm()));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void theMeterTableNamesEveryMeterAndItsTags() {
        Map<String, Set<String>> written = new TreeMap<>();
        for (Readme.Meter meter : Readme.meters()) {
            written.put(meter.prometheusName(), new TreeSet<>(meter.tags()));
        }
        assertThat(scrapedFamilies()).isEqualTo(written);
    }

    @Test
    void prometheusReadsTheMetersUnderTheNamesBesideTheirOwn() {
        for (Readme.Meter meter : Readme.meters()) {
            assertThat(meter.prometheusName()).matches(meter.name().replace('.', '_') + "(_seconds|_total)?");
        }
    }

    /** Labels by family of the house's meters, without the suffixes and the label of a histogram. */
    private static Map<String, Set<String>> scrapedFamilies() {
        String text = service.scrapeText();
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
            Set<String> labels = families.computeIfAbsent(family(samples.group(1), histograms), (_) -> new TreeSet<>());
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

    @Test
    void theConfigurationTableNamesEverySetting() throws IOException {
        Set<String> settings = new TreeSet<>();
        metadata().forEach((property) -> settings.add(property.get("name").asString()));
        assertThat(own().map(Readme.Property::property)).containsExactlyInAnyOrderElementsOf(settings);
    }

    @Test
    void settingAnythingToItsDefaultChangesNothing() {
        MultigateProperties defaults = ConfigurationTests.start(Stream.of());
        own().filter((property) -> !property.defaultValue().isEmpty())
                .forEach((property) -> assertThat(ConfigurationTests
                        .start(Stream.of(property.property() + "=" + property.defaultValue())))
                        .as(property.property())
                        .isEqualTo(defaults));
    }

    @Test
    void whatHasADefaultSaysIt() throws IOException {
        Map<String, String> written = new TreeMap<>();
        own().forEach((property) -> written.put(property.property(), property.defaultValue()));
        for (JsonNode property : metadata()) {
            String name = property.get("name").asString();
            assertThat(!written.getOrDefault(name, "").isEmpty()).as(name).isEqualTo(property.has("defaultValue"));
        }
    }

    private static Stream<Readme.Property> own() {
        return Readme.properties().stream().filter((property) -> property.property().startsWith("multigate."));
    }

    /** The settings of the house's own prefix: each endpoint has some of Spring Boot's besides. */
    private static List<JsonNode> metadata() throws IOException {
        try (InputStream file = MultigateProperties.class
                .getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            return JSON.readTree(file)
                    .get("properties")
                    .valueStream()
                    .filter((property) -> property.get("name").asString().startsWith("multigate."))
                    .toList();
        }
    }

    @Test
    void theProblemIsAsPrinted() {
        JsonNode printed = JSON.readTree(Readme.problem());
        JsonNode answered = RunningService.json(service.post("/v1/score", Readme.badBody()));
        assertThat(withoutRequestId(answered)).isEqualTo(withoutRequestId(printed));
    }

    private static JsonNode withoutRequestId(JsonNode problem) {
        return ((ObjectNode) problem).without("requestId");
    }

}
