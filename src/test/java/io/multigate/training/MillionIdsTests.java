package io.multigate.training;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.multigate.bundle.BundleReader;
import io.multigate.feature.FeatureRow;
import io.multigate.feature.FeatureSchema;
import io.multigate.feature.Vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A column of very many ids costs what the vocabulary keeps of it, not what the file holds. */
class MillionIdsTests {

    private static final String RECIPE = """
            name: ids
            tasks: [{name: ctr, label: click}]
            features:
              - {name: user_id, side: user, kind: categorical, minimumCount: 3, embedding: 2}
              - {name: item_id, side: item, kind: categorical, hashBuckets: 1000, embedding: 2}
            architecture: {kind: esmm, tower: [2]}
            objective: entire-space
            training: {batchSize: 65536, epochs: 1}
            """;

    private static final int ROWS = 1_000_000;

    @TempDir
    private Path folder;

    /** Counted one by one, a million ids take more than the heap that this training gets. */
    @Test
    void aMillionIdsTrainInASmallHeapAndTheFrequentOnesAreKept() throws IOException, InterruptedException {
        Path recipe = Files.writeString(this.folder.resolve("recipe.yaml"), RECIPE);
        Path train = rows("train.csv", ROWS);
        Path models = this.folder.resolve("models");

        TrainingRun.elsewhere(112, recipe, train, rows("validation.csv", 1000), models);

        FeatureSchema schema = BundleReader.read(models.resolve("ids/1")).schema();
        assertThat(schema.vocabulary("user_id")).isInstanceOfSatisfying(Vocabulary.Fitted.class,
                (fitted) -> assertThat(fitted.values()).hasSize(100).allMatch((value) -> value.startsWith("often")));
        assertThat(schema.vocabulary("item_id")).isEqualTo(new Vocabulary.Hashed(1000));
    }

    /** Every hundredth row is of one of a hundred users who come often; each other user comes once. */
    private Path rows(String name, int rows) throws IOException {
        Path file = this.folder.resolve(name);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("user_id,item_id,click\n");
            for (int row = 0; row < rows; row++) {
                out.write((row % 100 == 0) ? "often" + row / 100 % 100 : "user-of-one-day-" + row);
                out.write(",item-" + row + "," + (row % 7 == 0 ? 1 : 0) + "\n");
            }
        }
        return file;
    }

    @Test
    void aSurveyBeforehandChangesNoVocabulary() throws IOException {
        Recipe recipe = Recipe.read(Files.writeString(this.folder.resolve("recipe.yaml"), RECIPE));
        SchemaFitter surveyed = new SchemaFitter(recipe);
        SchemaFitter plain = new SchemaFitter(recipe);
        List<FeatureRow> rows = IntStream.range(0, 20_000)
                .mapToObj((i) -> new FeatureRow(Map.of("user_id", "u" + i * 7919L % 20_011 % (1 + i / 2))))
                .toList();
        rows.forEach(surveyed::survey);
        rows.forEach(surveyed::add);
        rows.forEach(plain::add);

        assertThat(surveyed.fit()).usingRecursiveComparison().isEqualTo(plain.fit());
        assertThat(surveyed.fit().vocabulary("user_id").size()).isGreaterThan(100);
    }

    @Test
    void moreValuesThanAVocabularyMayBeChosenFromAreRefusedWithTheWayOut() {
        ValueCounts counts = new ValueCounts("user_id", 1);

        assertThatExceptionOfType(InvalidDataException.class).isThrownBy(() -> {
            for (int value = 0; value <= ValueCounts.MAXIMUM; value++) {
                counts.count(Integer.toString(value));
            }
        }).withMessage("table 'user_id' has more than 2000000 different values that may stand 1 times; raise its"
                + " minimumCount, or give it hashBuckets");
    }

}
