package io.multigate.chart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The chart, in the hands of Helm itself. */
public final class Chart {

    static final Path FOLDER = Path.of("helm", "multigate");

    static final String RELEASE = "shop";

    static final String NAMESPACE = "ranking";

    /** The oldest that Chart.yaml allows. */
    private static final String OLDEST_KUBERNETES = "1.30.0";

    /** Where values are merged a list takes the place of another, as it does for Helm. */
    static final YAMLMapper YAML = YAMLMapper.builder()
            .withConfigOverride(ArrayNode.class, (lists) -> lists.setMergeable(false))
            .build();

    private Chart() {}

    /** A way to install the chart. */
    record Option(String name, ObjectNode values) {

        @Override
        public String toString() {
            return this.name;
        }

    }

    /** The ways to install it that are tested, the defaults first. */
    static List<Option> options() {
        try (InputStream file = Chart.class.getResourceAsStream("options.yaml")) {
            return YAML.readTree(file)
                    .propertyStream()
                    .map((entry) -> new Option(entry.getKey(), (ObjectNode) entry.getValue()))
                    .toList();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static Option option(String name) {
        return options().stream().filter((option) -> option.name().equals(name)).findFirst().orElseThrow();
    }

    static JsonNode defaultValues() {
        return YAML.readTree(FOLDER.resolve("values.yaml").toFile());
    }

    /** What a release with these values would create in a cluster without it. */
    static Manifests render(JsonNode values) {
        return render(RELEASE, values);
    }

    /** What a release with these values would create; the build tells Helm where the file is. */
    static Manifests render(JsonNode values, Cluster cluster) {
        return render(RELEASE, values, cluster);
    }

    /** What a release of another name would create. */
    static Manifests render(String release, JsonNode values) {
        try (Cluster cluster = Cluster.of(List.of())) {
            return render(release, values, cluster);
        }
    }

    private static Manifests render(String release, JsonNode values, Cluster cluster) {
        return withFile(values, (file) -> {
            Files.writeString(Path.of("target", "kubeconfig"), cluster.kubeConfig());
            return new Manifests(new Helm(FOLDER).template()
                    .withName(release)
                    .withNamespace(NAMESPACE)
                    .withKubeVersion(OLDEST_KUBERNETES)
                    .withValuesFile(file)
                    .call());
        });
    }

    public static Manifests render(String values) {
        return render(YAML.readTree(values));
    }

    /** What Helm tells whoever has installed the chart with these values. */
    static String notes(JsonNode values) {
        String output = withFile(values, (file) -> new Helm(FOLDER).install()
                .withName(RELEASE)
                .withNamespace(NAMESPACE)
                .withKubeVersion(OLDEST_KUBERNETES)
                .withValuesFile(file)
                .clientOnly()
                .withDryRunOption(DryRun.CLIENT)
                .call()
                .getOutput());
        return output.substring(output.indexOf("NOTES:"));
    }

    /** The verdict of a strict lint of the chart as if these values were its defaults. */
    static LintResult lint(JsonNode values, Path workspace) throws IOException {
        Path copy = workspace.resolve("multigate");
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(FOLDER.relativize(file).toString()));
            }
        }
        JsonNode merged = YAML.readerForUpdating(defaultValues()).readValue(YAML.writeValueAsString(values));
        Files.writeString(copy.resolve("values.yaml"), YAML.writeValueAsString(merged));
        return new Helm(copy).lint().strict().call();
    }

    private static <T> T withFile(JsonNode values, Use<T> use) {
        try {
            Path file = Files.createTempFile("values", ".yaml");
            try {
                return use.of(Files.writeString(file, YAML.writeValueAsString(values)));
            } finally {
                Files.delete(file);
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private interface Use<T> {

        T of(Path file) throws IOException;

    }

}
