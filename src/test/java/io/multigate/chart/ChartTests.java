package io.multigate.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The chart is sound as Helm and as Kubernetes' own types see it, in each way to install it. */
class ChartTests {

    static List<Chart.Option> options() {
        return Chart.options();
    }

    @ParameterizedTest
    @MethodSource("options")
    void aStrictLintFindsNothing(Chart.Option option, @TempDir Path workspace) throws IOException {
        LintResult verdict = Chart.lint(option.values(), workspace);
        assertThat(verdict.isFailed()).as("%s", verdict.getMessages()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("options")
    void everyManifestHasOnlyFieldsThatKubernetesKnows(Chart.Option option) {
        List<HasMetadata> manifests = Chart.render(option.values()).all();
        assertThat(manifests).hasSizeGreaterThanOrEqualTo(3);
        assertThat(manifests).extracting((manifest) -> manifest.getKind() + " " + manifest.getMetadata().getName())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("options")
    void everyManifestSaysWhichReleaseItBelongsTo(Chart.Option option) {
        assertThat(Chart.render(option.values()).all()).allSatisfy((manifest) -> {
            assertThat(manifest.getMetadata().getLabels()).containsEntry("app.kubernetes.io/instance", Chart.RELEASE)
                    .containsKeys("app.kubernetes.io/name", "app.kubernetes.io/version", "helm.sh/chart");
            assertThat(manifest.getMetadata().getName()).doesNotEndWith("-").hasSizeLessThanOrEqualTo(63);
        });
    }

    @Test
    void theOptionsSetEveryValue() {
        Set<String> values = new TreeSet<>();
        addLeaves(values, "", Chart.defaultValues());
        Set<String> untouched = new TreeSet<>(values);
        Chart.options().forEach((option) -> values.forEach((value) -> {
            if (!option.values().at(value).isMissingNode()) {
                untouched.remove(value);
            }
        }));
        assertThat(untouched).isEmpty();
    }

    private static void addLeaves(Set<String> leaves, String path, JsonNode node) {
        if (!node.isObject() || node.isEmpty()) {
            leaves.add(path);
        }
        if (node.isObject()) {
            node.propertyStream().forEach((entry) -> addLeaves(leaves, path + "/" + entry.getKey(), entry.getValue()));
        }
    }

    @Test
    void aFieldThatKubernetesLacksIsFound() {
        Map<String, Object> service = Map.of("apiVersion", "v1", "kind", "Service", "spec",
                Map.of("ports", List.of(Map.of("port", 80, "prot", "TCP"))));
        assertThatThrownBy(() -> Manifests.read(service)).hasMessageContaining("\"prot\"")
                .hasMessageContaining("ServicePort");
    }

    @Test
    void aTextWhereKubernetesWantsANumberIsFound() {
        Map<String, Object> service = Map.of("apiVersion", "v1", "kind", "Service", "spec",
                Map.of("ports", List.of(Map.of("port", "80"))));
        assertThatThrownBy(() -> Manifests.read(service)).hasMessageContaining("port");
    }

    @Test
    void aNumberWhereKubernetesWantsATextIsFound() {
        Map<String, Object> service = Map.of("apiVersion", "v1", "kind", "Service", "metadata", Map.of("name", 2026));
        assertThatThrownBy(() -> Manifests.read(service)).hasMessageContaining("name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"123", "true", "1e3"})
    void aNameThatLooksLikeANumberIsATextAllTheSame(String name) {
        for (Chart.Option option : options()) {
            assertThat(Chart.render(name, option.values()).all())
                    .extracting((manifest) -> manifest.getMetadata().getLabels().get("app.kubernetes.io/instance"))
                    .containsOnly(name);
        }
    }

    @Test
    void theValuesThatTheHandbookShowsAreValid() throws IOException {
        String handbook = Files.readString(Path.of("src", "docs", "operations.md"));
        String values = handbook.substring(handbook.indexOf("```yaml\n") + "```yaml\n".length());
        assertThat(Chart.render(values.substring(0, values.indexOf("```"))).all()).hasSizeGreaterThan(6);
    }

    @Test
    void aWarningFailsTheLint(@TempDir Path workspace) throws IOException {
        assertThat(Chart.lint(Chart.YAML.readTree("{prometheusRule: {enabled: maybe}}"), workspace).isFailed())
                .isTrue();
    }

    @Test
    void whoeverMayConnectSomewhereMayAskForItsAddress() {
        assertThat(egress("network-open-to-callers")).isEmpty();
        assertThat(egress("closed-network")).hasSize(2).first().satisfies((names) -> {
            assertThat(names.getTo()).isEmpty();
            assertThat(names.getPorts()).extracting((port) -> port.getProtocol() + " " + port.getPort().getIntVal())
                    .containsExactly("UDP 53", "TCP 53", "UDP 5353", "TCP 5353");
        });
    }

    private static List<NetworkPolicyEgressRule> egress(String option) {
        NetworkPolicySpec policy = Chart.render(Chart.option(option).values()).only(NetworkPolicy.class).getSpec();
        assertThat(policy.getPolicyTypes()).contains("Egress");
        return policy.getEgress();
    }

    @Test
    void autoscalingThatIsTurnedOnLaterBeginsWithThePodsThatThereAreAndKeepsTheirNumber() {
        JsonNode autoscaled = Chart.option("autoscaled-by-cpu").values();
        Manifests fixed = Chart.render(Chart.option("without-what-may-be-left-out").values());
        Manifests switched;
        try (Cluster cluster = Cluster.of(scaled(fixed, 7))) {
            switched = Chart.render(autoscaled, cluster);
            assertThat(pods(switched)).isEqualTo(7);
        }
        Manifests upgraded;
        try (Cluster cluster = Cluster.of(scaled(switched, 9))) {
            upgraded = Chart.render(autoscaled, cluster);
            assertThat(pods(upgraded)).isEqualTo(9);
        }
        try (Cluster cluster = Cluster.of(scaled(upgraded, 0))) {
            assertThat(pods(Chart.render(autoscaled, cluster))).isZero();
        }
    }

    /** Helm takes away what an earlier revision lacks, and a deployment whose number of pods goes has one. */
    @Test
    void aReleaseThatIsAutoscaledFromItsStartNeverSaysHowManyPods() {
        JsonNode autoscaled = Chart.option("autoscaled-by-cpu").values();
        Manifests installed = Chart.render(autoscaled);
        assertThat(pods(installed)).isNull();
        try (Cluster cluster = Cluster.of(scaled(installed, 7))) {
            assertThat(pods(Chart.render(autoscaled, cluster))).isNull();
            assertThat(pods(Chart.render(Chart.option("without-what-may-be-left-out").values(), cluster))).isEqualTo(1);
        }
    }

    @Test
    void thePodsOfAnotherReleaseDoNotCount() {
        JsonNode autoscaled = Chart.option("autoscaled-by-cpu").values();
        try (Cluster cluster = Cluster.of(scaled(Chart.render("another", Chart.defaultValues()), 7))) {
            assertThat(pods(Chart.render(autoscaled, cluster))).isNull();
        }
    }

    /** What is there once so many pods run. */
    private static List<HasMetadata> scaled(Manifests manifests, int pods) {
        manifests.only(Deployment.class).getSpec().setReplicas(pods);
        return manifests.all();
    }

    private static @Nullable Integer pods(Manifests manifests) {
        return manifests.only(Deployment.class).getSpec().getReplicas();
    }

    @Test
    void autoscalingWithoutATargetIsRefused() {
        assertThatThrownBy(() -> Chart.render("autoscaling: {enabled: true, cpuPercent: 0}"))
                .hasMessageContaining("set cpuPercent, requestsPerSecond.target or p99.target");
        assertThatThrownBy(() -> Chart.render("autoscaling: {enabled: true, minReplicas: 11}"))
                .hasMessageContaining("autoscaling.minReplicas is 11, more than autoscaling.maxReplicas, 10");
        assertThatThrownBy(() -> Chart.render("{autoscaling: {enabled: true}, resources: {requests: {cpu: null}}}"))
                .hasMessageContaining("autoscaling.cpuPercent is a share of resources.requests.cpu, which is not set");
    }

}
