package io.multigate.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.multigate.Readme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * A real Prometheus that has scraped the running service answers what an on-call engineer asks, and every query of the
 * dashboard and of the alerts.
 */
@NeedsProgram("prometheus")
class PrometheusIT {

    private static final Path CHART = Path.of("helm", "multigate");

    private static final JsonNode DASHBOARD = JsonMapper.shared()
            .readTree(CHART.resolve("dashboards/multigate.json").toFile());

    private static RunningService service;

    private static RunningPrometheus prometheus;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, InterruptedException {
        service = RunningService.startWithABrokenVersion("prometheus-service", folder);
        prometheus = RunningPrometheus.start("prometheus", service, folder);
        for (int i = 0; i < 30; i++) {
            for (String model : Readme.models()) {
                String path = "/v1/models/" + model + "/score";
                assertThat(service.post(path, Readme.requestBody()).statusCode()).isEqualTo(200);
                assertThat(service.post(path, "{}").statusCode()).isEqualTo(400);
            }
            Thread.sleep(100);
        }
        prometheus.settle("sum(multigate_score_seconds_count{outcome=\"success\"}) >= "
                + 30 * Readme.models().size());
    }

    @AfterAll
    static void stop() {
        service.close();
        prometheus.close();
    }

    @Test
    void theScoreHistogramGivesAP99() throws IOException, InterruptedException {
        double p99 = prometheus
                .value("histogram_quantile(0.99, sum by (le) (rate(multigate_score_seconds_bucket[1m])))");
        assertThat(p99).isPositive().isLessThanOrEqualTo(1.0);
    }

    @Test
    void meanGateWeightsSumToOnePerTask() throws IOException, InterruptedException {
        JsonNode sums = prometheus
                .query("sum by (task) (sum by (task, expert) (multigate_gate_weight_sum{model=\"shop-mmoe\"})"
                        + " / sum by (task, expert) (multigate_gate_weight_count{model=\"shop-mmoe\"}))");
        assertThat(sums.size()).isEqualTo(2);
        for (JsonNode sum : sums) {
            assertThat(sum.path("value").path(1).asDouble()).isCloseTo(1.0, within(1e-4));
        }
    }

    @Test
    void everyMeterOfTheReadmeIsStored() throws IOException, InterruptedException {
        List<String> stored = stored();
        for (Readme.Meter meter : Readme.meters()) {
            assertThat(stored).as(meter.name()).anyMatch((name) -> name.startsWith(meter.prometheusName()));
        }
    }

    @Test
    void everySeriesOfMultigateHasAHelpText() throws IOException, InterruptedException {
        JsonNode metadata = prometheus.get("/api/v1/metadata").path("data");
        List<String> own = metadata.propertyNames().stream().filter((name) -> name.startsWith("multigate_")).toList();
        assertThat(own).isNotEmpty();
        for (String name : own) {
            assertThat(metadata.path(name).path(0).path("help").asString().strip()).as(name).isNotEmpty();
        }
    }

    /** A query of a panel. */
    record Query(String panel, String expression) {

        /** As Grafana sends it, with all of each variable chosen, and one task. */
        String resolved() throws IOException, InterruptedException {
            String resolved = this.expression.replace("$__rate_interval", "1m").replace("$task", "ctr");
            for (Variable variable : variables()) {
                if (resolved.contains("$" + variable)) {
                    resolved = resolved.replace("$" + variable, variable.all());
                }
            }
            return resolved;
        }

        @Override
        public String toString() {
            return this.panel + ": " + this.expression;
        }

    }

    static List<Query> queries() {
        List<Query> queries = new ArrayList<>();
        for (JsonNode panel : DASHBOARD.get("panels")) {
            panel.path("targets")
                    .forEach((target) -> queries
                            .add(new Query(panel.get("title").asString(), target.get("expr").asString())));
        }
        return queries;
    }

    @ParameterizedTest
    @MethodSource("queries")
    void everyPanelShowsNumbers(Query query) throws IOException, InterruptedException {
        assertThat(query.resolved()).doesNotContain("$");
        JsonNode series = prometheus.query(query.resolved());
        List<Double> values = series.valueStream().map((one) -> one.path("value").path(1).asDouble()).toList();
        assertThat(values).as("%s", series).isNotEmpty().anyMatch(Double::isFinite);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void noPanelShowsAnotherProgram(Query query) throws IOException, InterruptedException {
        assertThat(prometheus.query(query.resolved()).toString()).doesNotContain(RunningPrometheus.FOREIGN);
    }

    /** What is chosen from at the top of the dashboard. */
    record Variable(JsonNode json) {

        List<String> values() throws IOException, InterruptedException {
            String query = this.json.at("/query/query").asString();
            assertThat(query).matches("label_values\\(.+, \\w+\\)");
            String selector = query.substring("label_values(".length(), query.lastIndexOf(','));
            String label = query.substring(query.lastIndexOf(' ') + 1, query.length() - 1);
            return prometheus.query("group by (" + label + ") (" + new Query("", selector).resolved() + ")")
                    .valueStream()
                    .map((series) -> series.at("/metric/" + label).asString())
                    .toList();
        }

        String all() throws IOException, InterruptedException {
            return this.json.has("allValue")
                    ? this.json.get("allValue").asString()
                    : "(" + String.join("|", values()) + ")";
        }

        @Override
        public String toString() {
            return this.json.get("name").asString();
        }

    }

    static List<Variable> variables() {
        return DASHBOARD.at("/templating/list")
                .valueStream()
                .filter((variable) -> variable.get("type").asString().equals("query"))
                .map(Variable::new)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("variables")
    void everyVariableHasValuesToChooseFrom(Variable variable) throws IOException, InterruptedException {
        assertThat(variable.values()).isNotEmpty().allSatisfy((value) -> assertThat(value).isNotBlank());
    }

    @Test
    void theAdaptersQueriesOfTheHandbookAnswer() throws IOException, InterruptedException {
        String handbook = Files.readString(Path.of("src", "docs", "operations.md"));
        String rules = handbook.substring(handbook.indexOf("```yaml\nrules:") + "```yaml\n".length());
        JsonNode adapter = new YAMLMapper().readTree(rules.substring(0, rules.indexOf("```")));
        for (JsonNode rule : List.of(adapter.at("/rules/0"), adapter.at("/externalRules/0"))) {
            String query = rule.get("metricsQuery").asString()
                    .replace("<<.Series>>", rule.get("seriesQuery").asString().replaceFirst("\\{.*", ""))
                    .replace("<<.LabelMatchers>>", "job=\"multigate\"")
                    .replace("<<.GroupBy>>", "instance");
            assertThat(prometheus.value(query)).as(query).isFinite().isPositive();
        }
    }

    @Test
    void everyMeterThatAnAlertAsksForIsThere() throws IOException, InterruptedException {
        JsonNode rules = new YAMLMapper().readTree(CHART.resolve("rules/alerts.yaml").toFile());
        List<String> stored = stored();
        List<String> asked = rules.get("groups")
                .valueStream()
                .flatMap((group) -> group.get("rules").valueStream())
                .map((rule) -> rule.get("expr").asString())
                .flatMap((expression) -> Pattern.compile("\\bmultigate_\\w+").matcher(expression).results())
                .map(MatchResult::group)
                .toList();
        assertThat(asked).isNotEmpty().isSubsetOf(stored);
    }

    /** The names of all meters. */
    private static List<String> stored() throws IOException, InterruptedException {
        return prometheus.get("/api/v1/label/__name__/values")
                .get("data")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

}
