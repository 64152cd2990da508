package io.multigate.chart;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What a pod may do, how long it takes to go, where it runs, and where its settings come from. */
class PodTests {

    private static final String DEFAULT_OPTIONS = "-XX:MaxRAMPercentage=50 -XX:InitialRAMPercentage=50 "
            + "-XX:ActiveProcessorCount=2";

    static List<Chart.Option> options() {
        return Chart.options();
    }

    @ParameterizedTest
    @MethodSource("options")
    void aPodKeepsToTheRestrictedStandard(Chart.Option option) {
        PodSpec pod = Pods.of(option.values());
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(user(option));
        assertThat(pod.getSecurityContext().getRunAsGroup()).isEqualTo(user(option));
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(Pods.containers(pod)).allSatisfy((container) -> {
            SecurityContext security = container.getSecurityContext();
            assertThat(security.getAllowPrivilegeEscalation()).isFalse();
            assertThat(security.getReadOnlyRootFilesystem()).isTrue();
            assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(security.getCapabilities().getAdd()).isNullOrEmpty();
        });
    }

    private static @Nullable Long user(Chart.Option option) {
        return switch (option.name()) {
            case "user-of-the-cluster" -> null;
            case "user-of-a-large-number" -> 1_000_660_000L;
            default -> 10001L;
        };
    }

    @ParameterizedTest
    @MethodSource("options")
    void theServiceMayWriteToItsTemporaryFolderAlone(Chart.Option option) {
        assertThat(Pods.service(Pods.of(option.values())).getVolumeMounts())
                .filteredOn((mount) -> !Boolean.TRUE.equals(mount.getReadOnly()))
                .extracting(VolumeMount::getMountPath)
                .containsExactly("/tmp");
    }

    @ParameterizedTest
    @MethodSource("options")
    void aPodIsKilledOnlyAfterItsTimeToDrainHasPassed(Chart.Option option) {
        PodSpec pod = Pods.of(option.values());
        long delay = Pods.service(pod).getLifecycle().getPreStop().getSleep().getSeconds();
        long drain = Long
                .parseLong(Pods.environment(pod).get("SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE").replace("s", ""));
        assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThan(delay + drain);
    }

    @Test
    void theTimeToDrainIsTheServicesOwnByDefault() {
        JsonNode settings = Chart.YAML.readTree(PodTests.class.getResourceAsStream("/application.yaml"));
        assertThat(Pods.environment(Pods.of("{}")).get("SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE"))
                .isEqualTo(settings.at("/spring/lifecycle/timeout-per-shutdown-phase").asString());
        assertThat(Pods.of("{}").getTerminationGracePeriodSeconds()).isEqualTo(35);
    }

    @Test
    void probesLastAsLongAsTheValuesSayAtLeast() {
        Container service = Pods.service(Pods.of(Chart.option("slow").values()));
        assertThat(Stream.of(service.getStartupProbe(), service.getLivenessProbe(), service.getReadinessProbe())
                .map((probe) -> probe.getFailureThreshold() * probe.getPeriodSeconds()))
                .containsExactly(602, 65, 6);
        assertThat(Stream.of(service.getStartupProbe(), service.getLivenessProbe(), service.getReadinessProbe())
                .map((probe) -> probe.getHttpGet().getPath()))
                .containsExactly("/livez", "/livez", "/readyz");
    }

    @Test
    void noRolloutIsGivenUpWhileAPodMayStillStart() {
        assertThat(Pods.deployment(Chart.option("defaults").values()).getProgressDeadlineSeconds()).isEqualTo(600);
        assertThat(Pods.deployment(Chart.option("slow").values()).getProgressDeadlineSeconds()).isEqualTo(721);
    }

    @Test
    void aChangeOfSettingsOrSecretsRestartsThePods() {
        String before = annotations("{}").get("checksum/config");
        assertThat(annotations("{config: {multigate: {limits: {depth: 9}}}}").get("checksum/config"))
                .isNotEqualTo(before);
        assertThat(annotations("{replicas: 3}").get("checksum/config")).isEqualTo(before);
        // As another version of the chart does, this changes the labels of the config map.
        assertThat(annotations("{nameOverride: other}").get("checksum/config")).isEqualTo(before);
        assertThat(annotations("{secrets: {KEY: a}}").get("checksum/secrets"))
                .isNotEqualTo(annotations("{secrets: {KEY: b}}").get("checksum/secrets"));
    }

    /** What was written as {@code stringData} stays in the cluster when it is taken out. */
    @Test
    void secretsAreDataWhichGoesWhenItIsTakenOut() {
        Secret secret = Chart.render("secrets: {KEY: a, 'true': 'umlaut: ä'}").only(Secret.class);
        assertThat(secret.getStringData()).isNullOrEmpty();
        assertThat(secret.getData()).containsOnly(Map.entry("KEY", base64("a")),
                Map.entry("true", base64("umlaut: ä")));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void forwardedHeadersCountBehindAnIngressAlone() {
        assertThat(Pods.environment(Pods.of("{}"))).doesNotContainKey("SERVER_FORWARD_HEADERS_STRATEGY");
        assertThat(Pods.environment(Pods.of("{ingress: {enabled: true}}")))
                .containsEntry("SERVER_FORWARD_HEADERS_STRATEGY", "framework");
    }

    @Test
    void optionsThatAreAddedLeaveTheDefaultsInForce() {
        assertThat(javaOptions("{}")).isEqualTo(DEFAULT_OPTIONS);
        assertThat(javaOptions("extraJavaOptions: -Da=b"))
                .isEqualTo(DEFAULT_OPTIONS + " -Da=b");
        assertThat(javaOptions("{javaOptions: '', extraJavaOptions: -Da=b}")).isEqualTo("-Da=b");
        assertThat(javaOptions("{javaOptions: null}")).isNull();
    }

    @Test
    void aTruststoreIsReadWhereItIsMounted() {
        String values = "{javaOptions: '', extraJavaOptions: -Da=b, trustStore: {existingSecret: authority}}";
        assertThat(javaOptions(values)).isEqualTo("-Djavax.net.ssl.trustStore=/truststore/truststore.p12 -Da=b");
        PodSpec pod = Pods.of(values);
        assertThat(pod.getVolumes())
                .filteredOn((volume) -> volume.getSecret() != null)
                .extracting(Volume::getName, (volume) -> volume.getSecret().getSecretName())
                .containsExactly(tuple("truststore", "authority"));
        assertThat(pod.getContainers().getFirst().getVolumeMounts())
                .filteredOn((mount) -> mount.getName().equals("truststore"))
                .extracting(VolumeMount::getMountPath, VolumeMount::getReadOnly)
                .containsExactly(tuple("/truststore", true));
        assertThat(Pods.of("{}").getVolumes()).noneMatch((volume) -> volume.getSecret() != null);
    }

    private static @Nullable String javaOptions(String values) {
        return Pods.environment(Pods.of(values)).get("JAVA_TOOL_OPTIONS");
    }

    @Test
    void noServiceOfTheNamespaceGetsIntoTheSettings() {
        assertThat(Pods.of("{}").getEnableServiceLinks()).isFalse();
    }

    @Test
    void podsSpreadOverTheKeysAsked() {
        assertThat(spread("{}")).containsExactly("kubernetes.io/hostname ScheduleAnyway",
                "topology.kubernetes.io/zone ScheduleAnyway");
        // Of a release that was installed before there were any, upgraded with the values it has.
        assertThat(spread("topologySpread: {keys: null}")).isEqualTo(spread("{}"));
        assertThat(spread("topologySpread: {whenUnsatisfiable: DoNotSchedule, keys: [kubernetes.io/hostname]}"))
                .containsExactly("kubernetes.io/hostname DoNotSchedule");
        assertThat(spread("topologySpread: {enabled: false}")).isEmpty();
    }

    private static List<String> spread(String values) {
        return Pods.of(values).getTopologySpreadConstraints()
                .stream()
                .map((spread) -> spread.getTopologyKey() + " " + spread.getWhenUnsatisfiable())
                .toList();
    }

    private static Map<String, String> annotations(String values) {
        return Pods.template(Chart.YAML.readTree(values)).getMetadata().getAnnotations();
    }

}
