package io.multigate.chart;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What a pod may do, how long it takes to go, and where its models and settings come from. */
class PodTests {

    static List<Chart.Option> options() {
        return Chart.options();
    }

    @ParameterizedTest
    @MethodSource("options")
    void aPodKeepsToTheRestrictedStandard(Chart.Option option) {
        PodSpec pod = pod(option.values());
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(user(option));
        assertThat(pod.getSecurityContext().getRunAsGroup()).isEqualTo(user(option));
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(containers(pod)).allSatisfy((container) -> {
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
        assertThat(service(pod(option.values())).getVolumeMounts())
                .filteredOn((mount) -> !Boolean.TRUE.equals(mount.getReadOnly()))
                .extracting(VolumeMount::getMountPath)
                .containsExactly("/tmp");
    }

    @ParameterizedTest
    @MethodSource("options")
    void aPodIsKilledOnlyAfterItsTimeToDrainHasPassed(Chart.Option option) {
        PodSpec pod = pod(option.values());
        long delay = service(pod).getLifecycle().getPreStop().getSleep().getSeconds();
        long drain = Long
                .parseLong(environment(pod).get("SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE").replace("s", ""));
        assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThan(delay + drain);
    }

    @Test
    void theTimeToDrainIsTheServicesOwnByDefault() {
        JsonNode settings = Chart.YAML.readTree(PodTests.class.getResourceAsStream("/application.yaml"));
        assertThat(environment(pod("{}")).get("SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE"))
                .isEqualTo(settings.at("/spring/lifecycle/timeout-per-shutdown-phase").asString());
        assertThat(pod("{}").getTerminationGracePeriodSeconds()).isEqualTo(35);
    }

    @Test
    void probesLastAsLongAsTheValuesSayAtLeast() {
        Container service = service(pod(Chart.option("slow").values()));
        assertThat(Stream.of(service.getStartupProbe(), service.getLivenessProbe(), service.getReadinessProbe())
                .map((probe) -> probe.getFailureThreshold() * probe.getPeriodSeconds()))
                .containsExactly(602, 65, 6);
        assertThat(Stream.of(service.getStartupProbe(), service.getLivenessProbe(), service.getReadinessProbe())
                .map((probe) -> probe.getHttpGet().getPath()))
                .containsExactly("/livez", "/livez", "/readyz");
    }

    @Test
    void noRolloutIsGivenUpWhileAPodMayStillStart() {
        assertThat(deployment(Chart.option("defaults").values()).getProgressDeadlineSeconds()).isEqualTo(600);
        assertThat(deployment(Chart.option("slow").values()).getProgressDeadlineSeconds()).isEqualTo(721);
    }

    @Test
    void modelsComeFromTheVolumeAsked() {
        assertThat(models("defaults")).isNull();
        assertThat(models("models-from-a-claim").getPersistentVolumeClaim().getClaimName()).isEqualTo("models");
        assertThat(models("models-from-a-claim").getPersistentVolumeClaim().getReadOnly()).isTrue();
        assertThat(models("models-copied-from-an-image").getEmptyDir()).isNotNull();
        assertThat(models("models-from-an-image-volume").getImage().getReference())
                .isEqualTo("registry.example/models:7");
    }

    @ParameterizedTest
    @MethodSource("options")
    void theServiceReadsModelsWhereTheyAreMounted(Chart.Option option) {
        PodSpec pod = pod(option.values());
        String within = option.values().at("/models/claim/subPath").asString("").replaceFirst("^/", "");
        List<Path> folders = service(pod).getVolumeMounts()
                .stream()
                .filter((mount) -> mount.getName().equals("models"))
                .map((mount) -> Path.of(mount.getMountPath(), within))
                .toList();
        Stream<Path> read = Stream.ofNullable(environment(pod).get("MULTIGATE_MODELS_DIRECTORY")).map(Path::of);
        assertThat(read).isEqualTo(folders);
    }

    /** A folder of it that is mounted by itself stays the one that it was, when another takes its name. */
    @Test
    void aClaimIsMountedWhole() {
        assertThat(subPath("models-from-a-claim")).isNull();
        assertThat(directory("models-from-a-claim")).isEqualTo("/models/production/models");
        assertThat(directory("models-from-the-root-of-a-claim")).isEqualTo("/models");
        assertThat(directory("models-from-an-image-volume")).isEqualTo("/models");
    }

    @Test
    void aFolderWithinAnImageIsMountedByItself() {
        assertThat(subPath("models-from-an-image-volume")).isEqualTo("models");
        assertThat(subPath("models-from-the-root-of-an-image-volume")).isNull();
        assertThat(
                pod(Chart.option("models-copied-from-an-image").values()).getInitContainers().getFirst().getCommand())
                .containsExactly("cp", "-R", "/srv/models/.", "/multigate-models");
    }

    @ParameterizedTest
    @MethodSource("options")
    void noMountHidesTheModelsThatAreCopied(Chart.Option option) {
        assertThat(pod(option.values()).getInitContainers()).allSatisfy((copy) -> {
            Path source = Path.of(copy.getCommand().get(2)).normalize();
            assertThat(copy.getVolumeMounts()).extracting(VolumeMount::getMountPath)
                    .contains(copy.getCommand().getLast())
                    .noneMatch(source::startsWith);
        });
    }

    @Test
    void aChangeOfSettingsOrSecretsRestartsThePods() {
        String before = annotations("{}").get("checksum/config");
        assertThat(annotations("{config: {multigate: {limits: {depth: 9}}}}").get("checksum/config"))
                .isNotEqualTo(before);
        assertThat(annotations("{replicas: 3}").get("checksum/config")).isEqualTo(before);
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
        assertThat(environment(pod("{}"))).doesNotContainKey("SERVER_FORWARD_HEADERS_STRATEGY");
        assertThat(environment(pod("{ingress: {enabled: true}}")))
                .containsEntry("SERVER_FORWARD_HEADERS_STRATEGY", "framework");
    }

    @Test
    void optionsThatAreAddedLeaveTheDefaultsInForce() {
        assertThat(javaOptions("{}")).isEqualTo("-XX:MaxRAMPercentage=50 -XX:ActiveProcessorCount=2");
        assertThat(javaOptions("extraJavaOptions: -Da=b"))
                .isEqualTo("-XX:MaxRAMPercentage=50 -XX:ActiveProcessorCount=2 -Da=b");
        assertThat(javaOptions("{javaOptions: '', extraJavaOptions: -Da=b}")).isEqualTo("-Da=b");
        assertThat(javaOptions("{javaOptions: null}")).isNull();
    }

    private static @Nullable String javaOptions(String values) {
        return environment(pod(values)).get("JAVA_TOOL_OPTIONS");
    }

    @Test
    void noServiceOfTheNamespaceGetsIntoTheSettings() {
        assertThat(pod("{}").getEnableServiceLinks()).isFalse();
    }

    @Test
    void storageMayBeBoundToAnAccountOrToGroups() {
        assertThat(pod("{}").getServiceAccountName()).isNull();
        assertThat(pod("{}").getSecurityContext().getFsGroup()).isNull();
        assertThat(pod("{}").getSecurityContext().getSupplementalGroups()).isEmpty();
        PodSpec pod = pod("""
                serviceAccountName: models-reader
                podSecurityContext: {fsGroup: 1000660000, supplementalGroups: [2000, 1000660001]}
                """);
        assertThat(pod.getServiceAccountName()).isEqualTo("models-reader");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSecurityContext().getFsGroup()).isEqualTo(1_000_660_000L);
        assertThat(pod.getSecurityContext().getSupplementalGroups()).containsExactly(2000L, 1_000_660_001L);
        assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10001);
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
        return pod(values).getTopologySpreadConstraints()
                .stream()
                .map((spread) -> spread.getTopologyKey() + " " + spread.getWhenUnsatisfiable())
                .toList();
    }

    private static Volume models(String option) {
        return pod(Chart.option(option).values()).getVolumes()
                .stream()
                .filter((volume) -> volume.getName().equals("models"))
                .findFirst()
                .orElse(null);
    }

    private static String subPath(String option) {
        return service(pod(Chart.option(option).values())).getVolumeMounts()
                .stream()
                .filter((mount) -> mount.getName().equals("models"))
                .findFirst()
                .orElseThrow()
                .getSubPath();
    }

    private static String directory(String option) {
        return environment(pod(Chart.option(option).values())).get("MULTIGATE_MODELS_DIRECTORY");
    }

    private static Map<String, String> annotations(String values) {
        return template(Chart.YAML.readTree(values)).getMetadata().getAnnotations();
    }

    private static Map<String, String> environment(PodSpec pod) {
        return service(pod).getEnv().stream().collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    }

    private static Stream<Container> containers(PodSpec pod) {
        return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream());
    }

    private static Container service(PodSpec pod) {
        return pod.getContainers().getFirst();
    }

    private static PodSpec pod(String values) {
        return pod(Chart.YAML.readTree(values));
    }

    private static PodSpec pod(JsonNode values) {
        return template(values).getSpec();
    }

    private static PodTemplateSpec template(JsonNode values) {
        return deployment(values).getTemplate();
    }

    private static DeploymentSpec deployment(JsonNode values) {
        return Chart.render(values).only(Deployment.class).getSpec();
    }

}
