package io.multigate.training;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.multigate.bundle.BundleReader;
import io.multigate.bundle.Sha256;
import io.multigate.model.ModelManifest.DataDigest;
import io.multigate.model.ModelManifest.Provenance;
import io.multigate.network.TrainingProgress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Trains on files as people have them: what is wrong is said with file and line, and what comes of it is always the same. */
class FaultyDataTests {

    private static final String RECIPE = """
            name: shop
            tasks: [{name: ctr, label: click}, {name: cvr, label: conversion, given: ctr}]
            features:
              - {name: color, side: item, kind: categorical, embedding: 2}
              - {name: shape, side: item, kind: categorical, embedding: 2}
              - {name: price, side: item, kind: numeric, normalizer: standard}
              - {name: weight, side: item, kind: numeric, normalizer: quantile, buckets: 4, embedding: 2}
            architecture: {kind: mmoe, experts: 2, expert: [4], tower: [2]}
            objective: entire-space
            training: {batchSize: 32, epochs: 1}
            """;

    private static final String HEADER = "color,shape,price,weight,click,conversion\n";

    private static final int ROWS = 200;

    private static final List<String> COLORS = List.of("red", "green", "blue");

    @TempDir
    private Path folder;

    private Path recipe;

    private Path validation;

    private final List<String> reports = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        this.recipe = Files.writeString(this.folder.resolve("recipe.yaml"), RECIPE);
        this.validation = Files.writeString(this.folder.resolve("validation.csv"), rows());
    }

    /** Good rows, in which every column varies. */
    private static String rows() {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder rows = new StringBuilder(HEADER);
        for (int row = 0; row < ROWS; row++) {
            int click = random.nextInt(2);
            rows.append(COLORS.get(random.nextInt(3))).append(row % 2 == 0 ? ",round," : ",flat,")
                    .append(random.nextInt(1000) / 8.0).append(',').append(random.nextInt(100)).append(',')
                    .append(click).append(',').append(click * random.nextInt(2)).append('\n');
        }
        return rows.toString();
    }

    private Path train(byte[] content) throws IOException {
        return Files.write(this.folder.resolve("train.csv"), content);
    }

    private Path train(String content) throws IOException {
        return train(content.getBytes(StandardCharsets.UTF_8));
    }

    private ModelTraining.Outcome trained(Path train) {
        return TrainingRun.here(this.recipe, train, this.validation, this.folder.resolve("models"), this.reports);
    }

    private ModelTraining.Outcome trained(String content) throws IOException {
        return trained(train(content));
    }

    private byte[] weights(ModelTraining.Outcome outcome) throws IOException {
        return Files.readAllBytes(outcome.version().orElseThrow().directory().resolve("weights.safetensors"));
    }

    private static byte[] gzipped(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            red,flat,1,1,2,0      | label 'click' is '2'; it must be 0 or 1
            red,flat,1,1,,0       | label 'click' is missing; it must be 0 or 1
            red,flat,1,1,` `,0    | label 'click' is
            red,flat,1,1,1,bought | label 'conversion' is 'bought'; it must be 0 or 1
            red,flat,1,1,-1,0     | label 'click' is '-1'; it must be 0 or 1
            red,flat,1,1,1        | the row has 5 values, the header has 6
            red,flat,dear,1,1,0   | column 'price' holds 'dear', which is not a finite number
            """)
    void aRowThatCannotBeUsedIsNamedAndTheModelIsAsIfItWereNotThere(String row, String message) throws IOException {
        byte[] without = weights(trained(rows()));
        assertThat(this.reports).isEmpty();

        ModelTraining.Outcome outcome = trained(rows() + row + "\n");

        assertThat(this.reports).hasSize(2);
        assertThat(this.reports.getFirst()).startsWith(this.folder.resolve("train.csv") + ", line " + (ROWS + 2) + ": ")
                .contains(message);
        assertThat(this.reports.getLast()).endsWith("left out 1 malformed of " + (ROWS + 1) + " rows");
        assertThat(outcome.trainingRows()).isEqualTo(ROWS);
        assertThat(weights(outcome)).isEqualTo(without);
    }

    @Test
    void aConversionWithoutAClickIsNamedAndCountsAsNone() throws IOException {
        byte[] none = weights(trained(rows() + "red,flat,1,1,0,0\n"));
        assertThat(this.reports).isEmpty();

        ModelTraining.Outcome outcome = trained(rows() + "red,flat,1,1,0,1\n");

        Path train = this.folder.resolve("train.csv");
        assertThat(this.reports).containsExactly(
                train + ", line " + (ROWS + 2) + ": label 'conversion' is 1 where 'click' is 0; task 'cvr' is given"
                        + " 'ctr', so it may be 1 only where 'click' is 1, and counts as 0",
                train + ": 1 of " + (ROWS + 1)
                        + " rows have a label 1 where the label that it is given is 0; it counts as 0");
        assertThat(weights(outcome)).isEqualTo(none);
        List<Example> examples = new ArrayList<>();
        new ExampleReader(0, this.reports::add, ReadingProgress.NONE).read(train, Recipe.read(this.recipe).columns(),
                examples::add);
        assertThat(examples.getLast().labels()).containsExactly(0, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0"})
    void whatIsTheSameInEveryRowIsNamedAndTrains(String constant) throws IOException {
        String shown = constant.isEmpty() ? "missing" : "'" + constant + "'";
        ModelTraining.Outcome outcome = trained(
                rows().replaceAll(",(round|flat),[0-9.]+,[0-9]+,",
                        "," + constant + "," + constant + "," + constant + ","));

        assertThat(this.reports).hasSize(3);
        assertThat(this.reports.getFirst())
                .startsWith(this.folder.resolve("train.csv") + ": feature 'shape' is " + shown
                        + " in every row that is learnt from");
        assertThat(this.reports.get(1)).contains("feature 'price' is ");
        assertThat(this.reports.get(2)).contains("feature 'weight' is ");
        assertThat(BundleReader.read(outcome.version().orElseThrow().directory()).manifest().trained()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"standard, deviation is Infinity", "min-max, by a finite range"})
    void numbersTooLargeToBeScaledTrainNothing(String normalizer, String reason) throws IOException {
        Files.writeString(this.recipe, RECIPE.replace("normalizer: standard", "normalizer: " + normalizer));

        assertThatExceptionOfType(InvalidDataException.class)
                .isThrownBy(() -> trained(rows() + "red,flat,1.7e308,1,0,0\nred,flat,-1.7e308,1,0,0\n"))
                .withMessageStartingWith("feature 'price' has numbers too large to be scaled: ")
                .withMessageContaining(reason);
    }

    @Test
    void aLabelThatIsTheSameInEveryRowIsNamed() throws IOException {
        trained(rows().replaceAll(",[01]\n", ",0\n"));

        assertThat(this.reports).containsExactly(this.folder.resolve("train.csv") + ": label 'conversion' is 0 in every"
                + " row that is learnt from; task 'cvr' needs rows of 0 and of 1");
    }

    @Test
    void aCsvFileThatEndsWithinARowLosesThatRow() throws IOException {
        String rows = rows();
        int lastRow = rows.lastIndexOf('\n', rows.length() - 2) + 1;

        ModelTraining.Outcome outcome = trained(rows.substring(0, lastRow + 6));

        assertThat(outcome.trainingRows()).isEqualTo(ROWS - 1);
        assertThat(this.reports.getFirst()).startsWith(this.folder.resolve("train.csv") + ", line " + (ROWS + 1) + ": ")
                .contains("values, the header has 6");
    }

    /** Else it would take all rows after it for one value, and they would be lost as one malformed row. */
    @Test
    void aQuoteThatIsNeverClosedTrainsNothing() throws IOException {
        Path train = train(rows() + "\"red,flat,1,1,0,0\n" + "blue,flat,1,1,0,0\n".repeat(5));

        assertRefused(train, "cannot be read: ", "line " + (ROWS + 2));
        assertRefused(train("\"color" + HEADER), "cannot be read: ", "line 1");
    }

    @Test
    void aGzipStreamThatEndsTooEarlyTrainsNothing() throws IOException {
        byte[] gzipped = gzipped(rows());

        assertRefused(train(Arrays.copyOf(gzipped, gzipped.length / 2)), "cannot be read: a",
                "line ", "the gzip stream ends too early; the file was cut");
        assertRefused(train(Arrays.copyOf(gzipped, gzipped.length - 4)), "cannot be read: ", "cut");
        assertRefused(train(Arrays.copyOf(gzipped, 6)), "cannot be read: ", "cut");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.2, 0.5, 0.9, 0.999})
    void aParquetFileThatIsCutTrainsNothing(double share) throws IOException {
        byte[] whole = Files.readAllBytes(
                Path.of("src/test/resources/io/multigate/training/rows.snappy.parquet"));

        Path train = train(Arrays.copyOf(whole, (int) (whole.length * share)));

        assertRefused(train, "cannot be read: ");
        assertThatExceptionOfType(InvalidDataException.class).isThrownBy(() -> ExampleReader.columnNames(train))
                .withMessageStartingWith(train + " cannot be read: ");
    }

    @Test
    void aFaultyValidationFileComesToLightBeforeTheTraining() throws IOException {
        Path train = train(rows());
        Files.write(this.validation, Arrays.copyOf(gzipped(rows()), 400));

        assertThatExceptionOfType(InvalidDataException.class).isThrownBy(() -> trained(train))
                .withMessageStartingWith(this.validation + " cannot be read: ");
        assertThat(this.folder.resolve("models/shop/1")).doesNotExist();
    }

    @Test
    void aPlaceThatCannotBeWrittenComesToLightBeforeTheRows() throws IOException {
        Path train = train(rows() + "a row of one value\n");
        Path models = train.resolve("models");

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> TrainingRun.here(this.recipe, train, this.validation, models, this.reports))
                .withMessage("cannot write a version into " + models.resolve("shop"));
        assertThat(this.reports).isEmpty();
    }

    @Test
    void aVersionTellsOfTheRecipeAndTheRowsThatWereReadWhateverBecomesOfTheFiles() throws IOException {
        Path train = train(rows());
        ExampleReader reader = new ExampleReader(0, this.reports::add, ReadingProgress.NONE);

        new ModelTraining(Recipe.read(this.recipe), reader, Clock.systemUTC()).train(train, this.validation,
                this.folder.resolve("models"), whenTrained(() -> {
                    Files.writeString(this.recipe, "name: another\n");
                    Files.writeString(train, "other,rows\n");
                }));

        Path version = this.folder.resolve("models/shop/1");
        Provenance provenance = BundleReader.read(version).manifest().provenance();
        assertThat(provenance.recipeSha256()).isEqualTo(Sha256.of(RECIPE.getBytes(StandardCharsets.UTF_8)));
        assertThat(provenance.trainingData())
                .isEqualTo(new DataDigest("train.csv", Sha256.of(rows().getBytes(StandardCharsets.UTF_8))));
        assertThat(version.resolveSibling("recipe.yaml")).hasContent(RECIPE);
    }

    /** Does something after each epoch. */
    private static TrainingProgress whenTrained(ThrowingCallable something) {
        return new TrainingProgress() {

            @Override
            public void batch(long rowsDone, long rowsTotal, double loss) {}

            @Override
            public void epoch(int epoch, double trainLoss, double validationLoss) {
                assertThatCode(something).doesNotThrowAnyException();
            }

        };
    }

    private void assertRefused(Path train, String... reasons) {
        assertThatExceptionOfType(InvalidDataException.class).isThrownBy(() -> trained(train))
                .withMessageStartingWith(train.toString())
                .satisfies((ex) -> assertThat(ex.getMessage()).contains(reasons).hasLineCount(1));
        assertThat(this.folder.resolve("models/shop/1")).doesNotExist();
    }

}
