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

/** A real Prometheus that has scraped the running service answers every query of the dashboard and of the alerts. */
@NeedsProgram("prometheus")
class DashboardIT {

    private static final Path CHART = Path.of("helm", "multigate");

    private static final JsonNode DASHBOARD = JsonMapper.shared()
            .readTree(CHART.resolve("dashboards/multigate.json").toFile());

    private static RunningService service;

    private static RunningPrometheus prometheus;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, InterruptedException {
        service = RunningService.startWithABrokenVersion("dashboard-service", folder);
        prometheus = RunningPrometheus.start("dashboard-prometheus", service, folder);
        for (int i = 0; i < 30; i++) {
            for (String model : Readme.models()) {
                String path = "/v1/models/" + model + "/score";
                assertThat(service.post(path, Readme.requestBody()).statusCode()).isEqualTo(200);
                assertThat(service.post(path, "{}").statusCode()).isEqualTo(400);
            }
            Thread.sleep(100);
        }
        prometheus.await("caught up",
                () -> prometheus.value("sum(multigate_score_seconds_count{outcome=\"success\"})") >= 30
                        * Readme.models().size());
    }

    @AfterAll
    static void stop() {
        prometheus.close();
        service.close();
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
        List<String> stored = prometheus.get("/api/v1/label/__name__/values")
                .get("data")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        List<String> asked = rules.get("groups")
                .valueStream()
                .flatMap((group) -> group.get("rules").valueStream())
                .map((rule) -> rule.get("expr").asString())
                .flatMap((expression) -> Pattern.compile("\\bmultigate_\\w+").matcher(expression).results())
                .map(MatchResult::group)
                .toList();
        assertThat(asked).isNotEmpty().isSubsetOf(stored);
    }

}
