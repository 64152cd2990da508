package io.multigate.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.multigate.loading.ModelDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import io.multigate.RunningService;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** From rows to a version and its predictions, as a person types it. */
class TrainCommandTests {

    private static final String RECIPE = """
            name: shop
            tasks: [{name: ctr, label: click}, {name: cvr, label: conversion, given: ctr}]
            features:
              - {name: category, side: item, kind: categorical, hashBuckets: 20, embedding: 4}
              - {name: price, side: item, kind: numeric, normalizer: log1p, mean: 3, deviation: 1}
            architecture: {kind: mmoe, experts: 2, expert: [4], tower: [4]}
            objective: entire-space
            training: {batchSize: 256, epochs: 1}
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    private final StringWriter err = new StringWriter();

    private String recipe;

    private String rows;

    @BeforeEach
    void write() throws IOException {
        this.recipe = Files.writeString(this.folder.resolve("recipe.yaml"), RECIPE).toString();
        this.rows = this.folder.resolve("rows.csv").toString();
        assertThat(run("generate", "--rows", "2000", "--seed", "1", "--out", this.rows)).isZero();
    }

    private int run(String... arguments) {
        CommandLine line = Multigate.commandLine().setOut(new PrintWriter(this.out)).setErr(new PrintWriter(this.err));
        return Multigate.run(line, arguments);
    }

    private int train(String... more) {
        return run(Stream.concat(Stream.of("train", "--recipe", this.recipe, "--train", this.rows, "--validation",
                this.rows, "--models", this.folder.resolve("models").toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private String version(int number) {
        return this.folder.resolve("models/shop").resolve(Integer.toString(number)).toString();
    }

    @Test
    void eachTrainingWritesTheNextVersionAndEqualSeedsEqualWeights() throws IOException {
        assertThat(train()).isZero();
        assertThat(train()).isZero();

        assertThat(Path.of(version(2), "weights.safetensors"))
                .hasSameBinaryContentAs(Path.of(version(1), "weights.safetensors"));
        assertThat(run("inspect", "--model", version(2))).isZero();
    }

    @Test
    void anotherSeedGivesOtherWeights() throws IOException {
        assertThat(train()).isZero();
        assertThat(train("--seed", "9")).isZero();

        assertThat(Files.readAllBytes(Path.of(version(2), "weights.safetensors")))
                .isNotEqualTo(Files.readAllBytes(Path.of(version(1), "weights.safetensors")));
    }

    /** Every check of loading passes, that against the stored network among them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {kind: mmoe, experts: 2, expert: [4], tower: [4], gates: shared} | stopGradient: true | one gate for all tasks
            {kind: esmm, tower: [4], embeddings: task} | clickSpaceWeight: 0.1 | embeddings of each task's own
            {kind: shared-bottom, bottom: [4], tower: []} | clickSpaceWeight: 1, propensityFloor: 0.01 | shared-bottom
            """)
    void everyVariantIsTrainedStoredAndLoads(String architecture, String option, String printed) throws IOException {
        Files.writeString(Path.of(this.recipe), RECIPE
                .replace("{kind: mmoe, experts: 2, expert: [4], tower: [4]}", architecture)
                .replace("epochs: 1", "epochs: 1, " + option));

        assertThat(train()).isZero();
        assertThat(run("inspect", "--model", version(1))).isZero();
        assertThat(this.out.toString()).contains(printed);
    }

    /** The base that studies of several tasks compare with. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {kind: mmoe, experts: 2, expert: [4], tower: [4]}
            {kind: esmm, tower: [4]}
            {kind: shared-bottom, bottom: [4], tower: []}
            """)
    void aModelOfOneTaskIsTrainedEvaluatedExportedAndServed(String architecture) throws IOException {
        Files.writeString(Path.of(this.recipe), RECIPE
                .replace("{kind: mmoe, experts: 2, expert: [4], tower: [4]}", architecture)
                .replace(", {name: cvr, label: conversion, given: ctr}", ""));
        Path predictions = this.folder.resolve("predictions.csv");

        assertThat(train()).isZero();
        assertThat(run("evaluate", "--model", version(1), "--data", this.rows, "--predictions",
                predictions.toString())).isZero();
        assertThat(Files.readAllLines(predictions)).hasSize(2001).first().isEqualTo("ctr");
        assertThat(run("export", "--model", version(1), "--onnx", this.folder.resolve("shop.onnx").toString()))
                .isZero();
        try (RunningService service = RunningService.start(this.folder.resolve("models"))) {
            JsonNode score = RunningService.json(service.post("/v1/models/shop/score", """
                    {"candidates": [{"id": "1", "features": {"category": "shoes", "price": 3}}]}""")).get("scores")
                    .get(0);
            assertThat(score.has("pCTR")).isFalse();
            assertThat(score.get("predictions").propertyNames()).containsExactly("ctr");
            assertThat(score.get("predictions").get("ctr").doubleValue()).isBetween(0.001, 0.5);
        }
    }

    @Test
    void anUntrainedVersionNeedsNoDataAndSaysSo() {
        assertThat(run("train", "--untrained", "--recipe", this.recipe, "--models",
                this.folder.resolve("models").toString())).isZero();

        assertThat(run("inspect", "--model", version(1))).isZero();
        assertThat(this.out.toString()).contains("shop/1 (untrained)");
    }

    @Test
    void anEvaluationPrintsJsonAndWritesAPredictionARow() throws IOException {
        assertThat(train()).isZero();
        this.out.getBuffer().setLength(0);
        Path predictions = this.folder.resolve("predictions.csv");

        assertThat(run("evaluate", "--model", version(1), "--data", this.rows, "--json", "--predictions",
                predictions.toString())).isZero();

        assertThat(JsonMapper.shared().readTree(this.out.toString()).isObject()).isTrue();
        List<String> lines = Files.readAllLines(predictions);
        assertThat(lines).hasSize(2001).first().isEqualTo("pctr,pcvr,pctcvr");
    }

    @Test
    void aTaskBesideTheFunnelIsPredictedToo() throws IOException {
        Files.writeString(Path.of(this.recipe),
                RECIPE.replace("tasks: [", "tasks: [{name: like, label: click}, "));
        assertThat(train()).isZero();
        Path predictions = this.folder.resolve("predictions.csv");

        assertThat(run("evaluate", "--model", version(1), "--data", this.rows, "--predictions",
                predictions.toString())).isZero();

        assertThat(Files.readAllLines(predictions)).hasSize(2001)
                .allMatch((line) -> line.split(",").length == 4)
                .first()
                .isEqualTo("pctr,pcvr,pctcvr,like");
    }

    @Test
    void predictionsThatCannotBeMadeLeaveTheFileThatIsThere() throws IOException {
        assertThat(train()).isZero();
        Path predictions = Files.writeString(this.folder.resolve("predictions.csv"), "of yesterday");
        String spoilt = Files.writeString(this.folder.resolve("spoilt.csv"),
                Files.readString(Path.of(this.rows)) + "a row of one value\n").toString();

        assertThat(run("evaluate", "--model", version(1), "--data", spoilt, "--predictions",
                predictions.toString())).isEqualTo(2);

        assertThat(predictions).hasContent("of yesterday");
        assertThat(this.folder).isDirectoryNotContaining((file) -> file.getFileName().toString().startsWith("."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--predictions", "--report"})
    void theRowsAreNotWrittenOver(String option) throws IOException {
        assertThat(train()).isZero();
        String rows = Files.readString(Path.of(this.rows));
        String same = this.folder.resolve("models/../rows.csv").toString();

        assertThat(run("evaluate", "--model", version(1), "--data", this.rows, option, same)).isEqualTo(2);

        assertThat(this.err.toString()).isEqualToIgnoringNewLines(option + " " + same + " is the file of --data"
                + " (see: multigate evaluate --help)");
        assertThat(Path.of(this.rows)).hasContent(rows);
    }

    @Test
    void predictionsAndReportDoNotTakeEachOthersPlace() {
        assertThat(train()).isZero();
        Path both = this.folder.resolve("both");
        String same = this.folder.resolve("models/../both").toString();

        assertThat(run("evaluate", "--model", version(1), "--data", this.rows, "--predictions", both.toString(),
                "--report", same)).isEqualTo(2);

        assertThat(this.err.toString()).isEqualToIgnoringNewLines("--report " + same
                + " is the file of --predictions (see: multigate evaluate --help)");
        assertThat(both).doesNotExist();
    }

    @Test
    void predictionsGoWhereALinkLeads() throws IOException {
        assertThat(train()).isZero();
        Path file = Files.writeString(this.folder.resolve("predictions.csv"), "of yesterday");
        Path link = Files.createSymbolicLink(this.folder.resolve("latest.csv"), file.getFileName());

        assertThat(run("evaluate", "--model", version(1), "--data", this.rows, "--predictions", link.toString()))
                .isZero();

        assertThat(link).isSymbolicLink();
        assertThat(Files.readAllLines(file)).hasSize(2001);
    }

    @Test
    void aTrainingWritesItsReportBesideTheVersionWhereNoLoaderLooks() throws IOException {
        assertThat(train()).isZero();

        Path models = this.folder.resolve("models");
        assertThat(models.resolve("shop/report-1.html")).content()
                .contains("<title>shop/1</title>", "Loss by epoch", "pCTCVR", "Entropy of the gates", "price");
        assertThat(this.out.toString()).contains("wrote " + models.resolve("shop/report-1.html"));
        assertThat(ModelDirectory.versions(models.resolve("shop"))).containsOnlyKeys(1);
        assertThat(run("inspect", "--model", version(1))).isZero();
    }

    @Test
    void anEvaluationWritesAReportOnlyWhenAsked() {
        assertThat(train()).isZero();
        Path report = this.folder.resolve("judged.html");

        assertThat(run("evaluate", "--model", version(1), "--data", this.rows)).isZero();
        assertThat(report).doesNotExist();
        assertThat(run("evaluate", "--model", version(1), "--data", this.rows, "--report", report.toString()))
                .isZero();

        assertThat(report).content().contains("<title>shop/1</title>", "Importance").doesNotContain("Loss by epoch");
    }

    @Test
    void badUsageIsOneLineAndExitCodeTwo() throws IOException {
        assertThat(run("train", "--recipe", this.recipe, "--models", "m")).isEqualTo(2);
        assertThat(run("train", "--recipe", "absent.yaml", "--train", this.rows, "--validation", this.rows, "--models",
                "m")).isEqualTo(2);
        assertThat(run("train", "--recipe", this.recipe, "--train", "absent.csv", "--validation", this.rows,
                "--models", "m")).isEqualTo(2);
        assertThat(run("evaluate", "--model", "absent/1", "--data", this.rows)).isEqualTo(2);
        assertThat(run("trian")).isEqualTo(2);

        assertThat(this.err.toString()).hasLineCount(5)
                .contains("--train and --validation are both needed", "absent.yaml", "no such file: absent.csv",
                        "absent/1", "trian");
    }

}
