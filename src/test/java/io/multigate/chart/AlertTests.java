package io.multigate.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is woken by an alert finds out what to do, and each alert is tested. */
class AlertTests {

    private static final String HANDBOOK = "src/docs/operations.md";

    private static final Path RULES = Chart.FOLDER.resolve("rules/alerts.yaml");

    private static final Path CASES = Path.of("src/test/resources/io/multigate/chart/alerts.test.yaml");

    @Test
    void everyAlertHasItsSectionInTheHandbookAndEverySectionItsAlert() throws IOException {
        Set<String> sections = Pattern.compile("^### (Multigate\\w+)$", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of(HANDBOOK)))
                .results()
                .map((match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(sections).isEqualTo(names());
    }

    @Test
    void everyAlertLeadsToItsSection() {
        assertThat(alerts()).allSatisfy((alert) -> {
            String name = alert.get("alert").asString();
            assertThat(alert.at("/annotations/runbook_url").asString())
                    .isEqualTo(HANDBOOK + "#" + name.toLowerCase(Locale.ROOT));
            assertThat(alert.at("/annotations/summary").asString()).isNotBlank();
            assertThat(alert.at("/labels/severity").asString()).isIn("warning", "critical");
        });
    }

    @Test
    void thePrometheusRuleHoldsTheFileAsItIs() {
        assertThat(runbooks("{prometheusRule: {enabled: true}}"))
                .isEqualTo(alerts().stream().map((alert) -> alert.at("/annotations/runbook_url").asString()).toList());
        assertThat(runbooks("{prometheusRule: {enabled: true, repository: 'https://git.example/multigate/'}}"))
                .allSatisfy(
                        (url) -> assertThat(url).startsWith("https://git.example/multigate/src/docs/operations.md#"));
    }

    @Test
    void theThresholdOfLatencyIsTheValueAndNoOtherIs() {
        List<String> written = Chart.YAML.readTree(RULES.toFile()).findValuesAsString("expr");
        assertThat(expressions("{prometheusRule: {enabled: true}}")).isEqualTo(written);
        // Of a release that was installed before there was any, upgraded with the values it has.
        assertThat(expressions("{prometheusRule: {enabled: true, latencySeconds: null}}")).isEqualTo(written);
        List<String> changed = expressions("{prometheusRule: {enabled: true, latencySeconds: 0.25}}");
        assertThat(expressions("{prometheusRule: {enabled: true, latencySeconds: '0.25'}}")).isEqualTo(changed);
        assertThat(changed).hasSameSizeAs(written);
        assertThat(changed).filteredOn((expression) -> !written.contains(expression))
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("histogram_quantile(0.99,")
                .contains("(rate(multigate_score_seconds_bucket{outcome=\"success\"}[5m]))) > 0.25\n");
    }

    private static List<String> expressions(String values) {
        return rules(values).map((rule) -> rule.getExpr().getStrVal()).toList();
    }

    private static List<String> runbooks(String values) {
        return rules(values).map(Rule::getAnnotations)
                .filter((annotations) -> annotations != null && annotations.containsKey("runbook_url"))
                .map((annotations) -> annotations.get("runbook_url"))
                .toList();
    }

    private static Stream<Rule> rules(String values) {
        return Chart.render(values)
                .only(PrometheusRule.class)
                .getSpec()
                .getGroups()
                .stream()
                .flatMap((group) -> group.getRules().stream());
    }

    @Test
    void everyAlertIsTestedToFireAndToStayQuiet() {
        Set<String> fires = new TreeSet<>();
        Set<String> quiet = new TreeSet<>();
        for (JsonNode test : Chart.YAML.readTree(CASES.toFile()).get("tests")) {
            boolean fired = false;
            for (JsonNode check : test.get("alert_rule_test")) {
                fired |= !check.get("exp_alerts").isEmpty();
            }
            (fired ? fires : quiet).add(test.at("/alert_rule_test/0/alertname").asString());
        }
        assertThat(fires).isEqualTo(names());
        assertThat(quiet).isEqualTo(names());
    }

    private static Set<String> names() {
        return alerts().stream()
                .map((alert) -> alert.get("alert").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<JsonNode> alerts() {
        Stream<JsonNode> groups = Chart.YAML.readTree(RULES.toFile()).get("groups").valueStream();
        return groups.flatMap((group) -> group.get("rules").valueStream()).filter((rule) -> rule.has("alert")).toList();
    }

}
