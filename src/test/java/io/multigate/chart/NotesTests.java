package io.multigate.chart;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import io.fabric8.kubernetes.api.model.HasMetadata;

import static org.assertj.core.api.Assertions.assertThat;

/** What Helm tells after an installation is true of what it has installed. */
class NotesTests {

    private static final String OPEN = "CAUTION: no key of the role score and no issuer of tokens stand in config or secrets";

    static List<Chart.Option> options() {
        return Chart.options();
    }

    @ParameterizedTest
    @MethodSource("options")
    void theNotesNameOnlyWhatIsThere(Chart.Option option) {
        Manifests manifests = Chart.render(option.values());
        String notes = Chart.notes(option.values());
        List<String> kinds = manifests.all().stream().map(HasMetadata::getKind).toList();
        assertThat(notes.contains("the ServiceMonitor")).isEqualTo(kinds.contains("ServiceMonitor"));
        assertThat(notes.contains("the PrometheusRule")).isEqualTo(kinds.contains("PrometheusRule"));
        assertThat(notes.contains("Network: closed")).isEqualTo(kinds.contains("NetworkPolicy"));
        assertThat(notes.contains("The API is at http")).isEqualTo(kinds.contains("Ingress"));
        List<String> names = manifests.all().stream().map((manifest) -> manifest.getMetadata().getName()).toList();
        Pattern.compile("(?:deployment/|service |ServiceMonitor |PrometheusRule |config map )(\\S+?)[.\\s]")
                .matcher(notes)
                .results()
                .forEach((match) -> assertThat(names).contains(match.group(1)));
        assertThat(notes).doesNotContain("<no value>").doesNotContain("%!");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"defaults | http://shop-multigate.ranking:8080",
            "defaults | Models: those of the image multigate:", "defaults | 2 pods.",
            "names | registry.example/multigate:1.2.3 is installed as ranking-production in namespace ranking",
            "digest | multigate@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef is installed",
            "models-from-a-claim | claim models, folder production/models.",
            "models-copied-from-an-image | copied from the image registry.example/models:7",
            "models-from-an-image-volume | registry.example/models:7, mounted as it is",
            "ingress-behind-a-prefix | https://shop.example/ranking", "ingress-behind-a-prefix | strip the prefix",
            "ingress-of-any-host | CAUTION: forwarded headers are believed",
            "autoscaled-by-cpu | 3 to 30 pods", "without-what-may-be-left-out | CAUTION: with fewer than two pods",
            "autoscaled-from-one | CAUTION: with fewer than two pods",
            "closed-network | 8080 (networkPolicy.clients) and 8081 (networkPolicy.monitoring)",
            "network-open-to-callers | 8080 (everybody) and 8081 (everybody)", "observed | scraped every 30s",
            "load-balancer | port 80 of the address"})
    void theNotesSayWhatWasAskedFor(String option, String sentence) {
        JsonNode values = Chart.option(option).values();
        assertThat(Chart.notes(values)).contains(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "config: {multigate: {security: {keys: {}}}}", "existingSecret: multigate-keys",
            "config: {spring.security.oauth2.resourceserver.jwt.audiences: ranking}",
            "secrets: {MULTIGATE_LIMITS_CANDIDATES: '500'}",
            "config: {multigate: {security: {keys: {on-call: {sha256: ab, roles: admin}}}}}",
            "secrets: {MULTIGATE_SECURITY_KEYS_ONCALL_ROLES: admin}"})
    void whereNobodyIsAskedForAKeyTheNotesWarnOfCallersFromOutside(String settings) {
        assertThat(exposed(settings)).allSatisfy((notes) -> assertThat(notes).contains(OPEN));
        assertThat(notes("service: {type: ClusterIP}", settings)).doesNotContain(OPEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"config: {multigate: {security: {keys: {frontend: {sha256: ab, roles: score}}}}}",
            "config: {multigate.security.keys.frontend-1: {sha256: ab, roles: [admin, score]}}",
            "config: {multigate.security.keys.frontend-1.roles: score}",
            "config: {spring: {security: {oauth2: {resourceserver: {jwt: {issuer-uri: a}}}}}}",
            "config: {spring.security.oauth2.resourceserver.jwt: {jwkSetUri: a}}",
            "config: {spring.security.oauth2.resourceserver.jwt.public-key-location: a}",
            "secrets: {MULTIGATE_SECURITY_KEYS_FRONTEND_ROLES_0: Score}",
            "secrets: {SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI: a}"})
    void whereKeysOrAnIssuerStandTheNotesDoNotWarn(String settings) {
        assertThat(exposed(settings)).allSatisfy((notes) -> assertThat(notes).doesNotContain(OPEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"config: {spring.security.oauth2.resourceserver.jwt: {issuer-uri: a}}",
            "config: {management: {opentelemetry: {tracing: {export: {otlp: {endpoint: a}}}}}}",
            "secrets: {SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI: a}"})
    void whomTheServiceMayNotConnectToTheNotesWarnOf(String settings) {
        String warning = "CAUTION: config or secrets name an issuer of tokens or a collector of traces";
        assertThat(notes("networkPolicy: {enabled: true}", settings)).contains(warning);
        assertThat(notes("networkPolicy: {enabled: true, egress: [{ports: [{port: 443}]}]}", settings))
                .doesNotContain(warning);
        assertThat(notes("networkPolicy: {enabled: false}", settings)).doesNotContain(warning);
        assertThat(notes("networkPolicy: {enabled: true}", "config: {multigate: {limits: {depth: 9}}}"))
                .doesNotContain(warning);
    }

    /** Each way to be reached from outside. */
    private static List<String> exposed(String settings) {
        return Stream.of("ingress: {enabled: true}", "service: {type: LoadBalancer}", "service: {type: NodePort}")
                .map((exposure) -> notes(exposure, settings))
                .toList();
    }

    private static String notes(String exposure, String settings) {
        return Chart.notes(Chart.YAML.readTree(exposure + "\n" + settings));
    }

}
