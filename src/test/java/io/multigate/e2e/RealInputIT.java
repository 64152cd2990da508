package io.multigate.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Models trained on the RetailRocket funnel (by the recipes in {@code src/docs/recipes}) score through HTTP what
 * {@code evaluate --predictions} writes. Run by hand, for neither the data nor the models may ship:
 * {@code mvn verify -Dit.test=RealInputIT -Dreal.models=DIR -Dreal.data=validation.csv.gz}.
 */
@EnabledIfSystemProperty(named = "real.models", matches = ".+", disabledReason = "needs data that may not ship")
class RealInputIT {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final int ROWS = 2_000;

    private static final Set<String> USER = Set.of("user_sessions", "user_mean_session_seconds");

    private static final Set<String> CONTEXT = Set.of("hour_of_day", "day_of_week");

    private static final Set<String> CANDIDATE = Set.of("category_id", "category_popularity", "user_category_views",
            "user_category_sessions");

    private final Path models = Path.of(System.getProperty("real.models", ""));

    private final Path data = Path.of(System.getProperty("real.data", ""));

    @Test
    void httpAnswersEqualTheEvaluationsPredictions() throws IOException, InterruptedException {
        try (RunningService service = RunningService.start("real-input", "--multigate.models.directory=" + this.models,
                "--multigate.models.default=retailrocket-mmoe");
                Stream<Path> names = Files.list(this.models)) {
            for (String model : names.map((name) -> name.getFileName().toString()).sorted().toList()) {
                Path predictions = predictions(model);
                double largest = largestDifference(service, model, predictions);
                System.out.println(model + ": largest difference of " + ROWS + " rows " + largest);
                assertThat(largest).isCloseTo(0, within(1e-6));
            }
        }
    }

    private Path predictions(String model) throws IOException, InterruptedException {
        Path predictions = Files.createDirectories(Path.of("target", "e2e")).resolve(model + ".csv");
        List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
                "target/multigate.jar", "evaluate", "--model", latest(model).toString(), "--data",
                this.data.toString(), "--predictions", predictions.toString());
        try (BackgroundProcess process = BackgroundProcess.start("evaluate-" + model, command)) {
            assertThat(process.exitCode(Duration.ofMinutes(5))).isZero();
        }
        return predictions;
    }

    private Path latest(String model) throws IOException {
        try (Stream<Path> versions = Files.list(this.models.resolve(model))) {
            return versions.filter(Files::isDirectory)
                    .max((one, other) -> Integer.compare(number(one), number(other)))
                    .orElseThrow();
        }
    }

    private static int number(Path version) {
        return Integer.parseInt(version.getFileName().toString());
    }

    private double largestDifference(RunningService service, String model, Path predictions)
            throws IOException, InterruptedException {
        double largest = 0;
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder()
                .ofNamedCsvRecord(new GZIPInputStream(Files.newInputStream(this.data)));
                CsvReader<NamedCsvRecord> expected = CsvReader.builder().ofNamedCsvRecord(predictions)) {
            Map<String, List<NamedCsvRecord>> requests = rows.stream()
                    .limit(ROWS)
                    .collect(Collectors.groupingBy(RealInputIT::request, LinkedHashMap::new, Collectors.toList()));
            List<NamedCsvRecord> answers = expected.stream().limit(ROWS).toList();
            Map<Long, NamedCsvRecord> byLine = new HashMap<>();
            answers.forEach((answer) -> byLine.put(answer.getStartingLineNumber(), answer));
            for (List<NamedCsvRecord> query : requests.values()) {
                JsonNode scores = JSON.readTree(service.post("/v1/models/" + model + "/score", body(query)).body())
                        .path("scores");
                assertThat(scores.size()).isEqualTo(query.size());
                for (int i = 0; i < query.size(); i++) {
                    NamedCsvRecord answer = byLine.get(query.get(i).getStartingLineNumber());
                    for (String figure : List.of("pCTR", "pCVR", "pCTCVR")) {
                        String column = figure.toLowerCase(Locale.ROOT);
                        largest = Math.max(largest, Math.abs(scores.path(i).path(figure).asDouble()
                                - Double.parseDouble(answer.getField(column))));
                    }
                }
            }
        }
        return largest;
    }

    /** One query is one request, or two where the hour struck between its rows: a request has one context. */
    private static String request(NamedCsvRecord row) {
        return row.getField("query_id") + values(row, USER) + values(row, CONTEXT);
    }

    private static String body(List<NamedCsvRecord> query) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("user", values(query.getFirst(), USER));
        body.put("context", values(query.getFirst(), CONTEXT));
        List<Map<String, Object>> candidates = new ArrayList<>();
        for (NamedCsvRecord row : query) {
            candidates.add(Map.of("id", row.getField("category_id"), "features", values(row, CANDIDATE)));
        }
        body.put("candidates", candidates);
        return JSON.writeValueAsString(body);
    }

    private static Map<String, Object> values(NamedCsvRecord row, Set<String> names) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String name : names) {
            String text = row.getField(name);
            if (!text.isEmpty()) {
                values.put(name, text.contains(".") ? (Object) Double.valueOf(text) : Long.valueOf(text));
            }
        }
        return values;
    }

}
