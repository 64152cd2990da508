package io.multigate.chart;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import tools.jackson.databind.JsonNode;

/** The pods that a release has, by its values. */
final class Pods {

    private Pods() {}

    static DeploymentSpec deployment(JsonNode values) {
        return Chart.render(values).only(Deployment.class).getSpec();
    }

    static PodTemplateSpec template(JsonNode values) {
        return deployment(values).getTemplate();
    }

    static PodSpec of(JsonNode values) {
        return template(values).getSpec();
    }

    static PodSpec of(String values) {
        return of(Chart.YAML.readTree(values));
    }

    static Stream<Container> containers(PodSpec pod) {
        return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream());
    }

    static Container service(PodSpec pod) {
        return pod.getContainers().getFirst();
    }

    static Map<String, String> environment(PodSpec pod) {
        return service(pod).getEnv().stream().collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    }

}
