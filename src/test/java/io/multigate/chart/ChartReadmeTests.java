package io.multigate.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The chart's README.md is made from Chart.yaml and from the comments of values.yaml. */
class ChartReadmeTests {

    private static final Path CHECKED_IN = Chart.FOLDER.resolve("README.md");

    @Test
    void theCheckedInReadmeIsMadeFromTheValues() throws IOException {
        Path fresh = Files.writeString(Path.of("target", "chart-README.md"), readme());
        assertThat(Files.exists(CHECKED_IN) && Files.readString(CHECKED_IN).equals(readme()))
                .as("the chart's values have changed; if that is meant: cp %s %s", fresh, CHECKED_IN)
                .isTrue();
    }

    @Test
    void everyValueIsDescribed() throws IOException {
        Set<String> described = described().stream().map(ValueComments.Described::path).collect(Collectors.toSet());
        Set<String> without = new TreeSet<>();
        addUndescribed(without, described, "", Chart.defaultValues());
        assertThat(without).isEmpty();
    }

    private static void addUndescribed(Set<String> without, Set<String> described, String prefix, JsonNode node) {
        node.propertyStream().filter((entry) -> !described.contains(prefix + entry.getKey())).forEach((entry) -> {
            if (!entry.getValue().isObject() || entry.getValue().isEmpty()) {
                without.add(prefix + entry.getKey());
            }
            addUndescribed(without, described, prefix + entry.getKey() + ".", entry.getValue());
        });
    }

    private static List<ValueComments.Described> described() throws IOException {
        return ValueComments.of(Files.readAllLines(Chart.FOLDER.resolve("values.yaml")), Chart.defaultValues());
    }

    private static String readme() throws IOException {
        JsonNode chart = Chart.YAML.readTree(Chart.FOLDER.resolve("Chart.yaml").toFile());
        StringBuilder text = new StringBuilder("""
                # Chart %s

                %s. Kubernetes `%s`.

                ```sh
                helm install shop helm/multigate --namespace ranking --create-namespace --set image.repository=registry.example/multigate
                ```

                [operations.md](../../src/docs/operations.md) says how to deploy with it, how a pod starts and ends, and what to do at
                each alert. A value that cannot be meant stops the installation, and the message says where it stands.

                | value | default | meaning |
                |---|---|---|
                """.formatted(chart.get("name").asString(), chart.get("description").asString(),
                chart.get("kubeVersion").asString().replace("-0", "")));
        described().forEach((value) -> text.append(value.row()));
        return text.append("\nThis file is made from `values.yaml` by `ChartReadmeTests`.\n").toString();
    }

}
