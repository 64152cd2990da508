package io.multigate.architecture;

import java.util.List;
import java.util.Map;
import java.util.Set;

import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;

/** The package table and the doors to the outside, as data. */
final class HouseRules {

    static final String BASE = "io.multigate";

    private static final Set<String> ROOMS = Set.of("feature", "model", "evaluation", "inference", "bundle", "network",
            "loading", "registry", "admission", "security", "scoring", "web", "synthetic", "training", "study", "onnx",
            "report", "plot", "command");

    /** Room -> the rooms that it may import. */
    static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(entry("feature", Set.of()),
            entry("model", Set.of("feature")), entry("evaluation", Set.of("model")),
            entry("inference", Set.of("feature", "model")), entry("bundle", Set.of("feature", "model")),
            entry("network", Set.of("feature", "model", "inference")),
            entry("loading", Set.of("feature", "model", "inference", "bundle", "network")),
            entry("registry", Set.of("feature", "model", "inference", "bundle", "loading")),
            entry("admission", Set.of()), entry("security", Set.of()),
            entry("scoring", Set.of("feature", "model", "inference", "registry", "admission")),
            entry("web", Set.of("feature", "model", "inference", "registry", "admission", "security", "scoring")),
            entry("synthetic", Set.of()),
            entry("training", Set.of("feature", "model", "evaluation", "inference", "bundle", "network")),
            entry("study", Set.of("model", "evaluation", "network", "training", "plot")),
            entry("onnx", Set.of("feature", "model")), entry("report", Set.of("model", "evaluation", "plot")),
            entry("plot", Set.of()),
            entry("command", ROOMS));

    /** An outside library, the rooms that let it in, and why no other does. */
    record Door(String library, List<String> packages, Set<String> rooms, String reason) {}

    private static final Set<String> SERVICE = Set.of("registry", "scoring", "web", "command");

    static final List<Door> DOORS = List.of(
            new Door("Deeplearning4j", List.of("org.deeplearning4j..", "org.nd4j..", "org.bytedeco.."),
                    Set.of("network"), "a network is not thread safe and its natives are optional at run time"),
            new Door("Micrometer", List.of("io.micrometer..", "io.prometheus.."), Set.of("registry", "scoring"),
                    "a meter stands beside the thing that it measures"),
            new Door("Swagger", List.of("io.swagger..", "org.springdoc.."), Set.of("web"),
                    "the HTTP contract is described where it is answered"),
            new Door("JSON and YAML", List.of("tools.jackson..", "com.fasterxml.jackson..", "org.yaml.."),
                    Set.of("bundle", "web", "training", "study"), "values inside the house are typed"),
            new Door("ONNX", List.of("ai.onnx.proto..", "org.tribuo..", "com.google.protobuf.."), Set.of("onnx"),
                    "a model leaves the house in one form"),
            new Door("plots", List.of("org.knowm.xchart..", "de.erichseifert.vectorgraphics2d..", "java.awt.."),
                    Set.of("plot"), "what serves needs no fonts"),
            new Door("Spring", List.of("org.springframework.."), SERVICE,
                    "everything from features to training also runs without a server"),
            new Door("Spring Security", List.of("org.springframework.security.."), Set.of("web"),
                    "who may call is asked at the door, of HTTP"),
            new Door("HTTP",
                    List.of("jakarta.servlet..", "java.net.http..", "org.apache.catalina..", "org.apache.tomcat.."),
                    Set.of("web", "command"), "one room speaks HTTP"),
            new Door("the command line", List.of("picocli..", "me.tongfei.."), Set.of("command"),
                    "other rooms report progress, they do not draw it"));

    private HouseRules() {}

    /** The rule that a room imports no room but those of its row. */
    static ArchRule importsOnlyItsRow(String room) {
        String[] forbidden = ROOMS.stream()
                .filter((other) -> !other.equals(room) && !MAY_IMPORT.get(room).contains(other))
                .map((other) -> BASE + "." + other + "..")
                .toArray(String[]::new);
        return noClasses().that()
                .resideInAPackage(BASE + "." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .allowEmptyShould(true)
                .because("of the package table's row of '" + room + "'");
    }

    /** The rule that a library enters by its door alone. */
    static ArchRule entersByItsDoor(Door door) {
        String[] closed = ROOMS.stream()
                .filter((room) -> !door.rooms().contains(room))
                .map((room) -> BASE + "." + room + "..")
                .toArray(String[]::new);
        return noClasses().that()
                .resideInAnyPackage(closed)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(door.packages().toArray(String[]::new))
                .allowEmptyShould(true)
                .because(door.reason());
    }

}
