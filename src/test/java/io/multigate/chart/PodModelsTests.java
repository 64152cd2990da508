package io.multigate.chart;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Where a pod's models come from, and who lets it read them. */
class PodModelsTests {

    static List<Chart.Option> options() {
        return Chart.options();
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
        PodSpec pod = Pods.of(option.values());
        String within = option.values().at("/models/claim/subPath").asString("").replaceFirst("^/", "");
        List<Path> folders = Pods.service(pod).getVolumeMounts()
                .stream()
                .filter((mount) -> mount.getName().equals("models"))
                .map((mount) -> Path.of(mount.getMountPath(), within))
                .toList();
        Stream<Path> read = Stream.ofNullable(Pods.environment(pod).get("MULTIGATE_MODELS_DIRECTORY")).map(Path::of);
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
                Pods.of(Chart.option("models-copied-from-an-image").values()).getInitContainers().getFirst()
                        .getCommand())
                .containsExactly("cp", "-R", "/srv/models/.", "/multigate-models");
    }

    @ParameterizedTest
    @MethodSource("options")
    void noMountHidesTheModelsThatAreCopied(Chart.Option option) {
        assertThat(Pods.of(option.values()).getInitContainers()).allSatisfy((copy) -> {
            Path source = Path.of(copy.getCommand().get(2)).normalize();
            assertThat(copy.getVolumeMounts()).extracting(VolumeMount::getMountPath)
                    .contains(copy.getCommand().getLast())
                    .noneMatch(source::startsWith);
        });
    }

    @Test
    void storageMayBeBoundToAnAccountOrToGroups() {
        assertThat(Pods.of("{}").getServiceAccountName()).isNull();
        assertThat(Pods.of("{}").getSecurityContext().getFsGroup()).isNull();
        assertThat(Pods.of("{}").getSecurityContext().getSupplementalGroups()).isEmpty();
        PodSpec pod = Pods.of("""
                serviceAccountName: models-reader
                podSecurityContext: {fsGroup: 1000660000, supplementalGroups: [2000, 1000660001]}
                """);
        assertThat(pod.getServiceAccountName()).isEqualTo("models-reader");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSecurityContext().getFsGroup()).isEqualTo(1_000_660_000L);
        assertThat(pod.getSecurityContext().getSupplementalGroups()).containsExactly(2000L, 1_000_660_001L);
        assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10001);
    }

    private static Volume models(String option) {
        return Pods.of(Chart.option(option).values()).getVolumes()
                .stream()
                .filter((volume) -> volume.getName().equals("models"))
                .findFirst()
                .orElse(null);
    }

    private static String subPath(String option) {
        return Pods.service(Pods.of(Chart.option(option).values())).getVolumeMounts()
                .stream()
                .filter((mount) -> mount.getName().equals("models"))
                .findFirst()
                .orElseThrow()
                .getSubPath();
    }

    private static String directory(String option) {
        return Pods.environment(Pods.of(Chart.option(option).values())).get("MULTIGATE_MODELS_DIRECTORY");
    }

}
