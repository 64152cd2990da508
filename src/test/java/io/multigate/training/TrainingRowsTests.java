package io.multigate.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.multigate.feature.FeatureRow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TrainingRowsTests {

    private static final String RECIPE = """
            name: shop
            tasks: [{name: ctr, label: click}]
            features:
              - {name: color, side: item, kind: categorical, embedding: 2}
              - {name: shape, side: item, kind: categorical, hashBuckets: 10, embedding: 2}
              - {name: weight, side: item, kind: numeric, normalizer: quantile, buckets: 4, embedding: 2}
              - {name: price, side: item, kind: numeric, normalizer: min-max}
              - {name: age, side: user, kind: numeric, normalizer: standard}
              - {name: tags, side: item, kind: categorical-list, table: color, maximumLength: 3}
            architecture: {kind: esmm, tower: [4]}
            objective: click-space
            training: {batchSize: 1, epochs: 1}
            """;

    private static final Path FILE = Path.of("train.csv");

    @TempDir
    private Path folder;

    private Recipe recipe() throws IOException {
        return Recipe.read(Files.writeString(this.folder.resolve("recipe.yaml"), RECIPE));
    }

    /** Three features of a row are ids, and all ids stand in one array. */
    @Test
    void moreRowsThanAnArrayHoldsAreRefusedBeforeTheyAreRead() throws IOException {
        Recipe recipe = recipe();
        long most = (1L << 30) / 3;

        assertThatCode(() -> TrainingRows.requireRoom(recipe, FILE, most, most)).doesNotThrowAnyException();
        assertThatExceptionOfType(InvalidDataException.class)
                .isThrownBy(() -> TrainingRows.requireRoom(recipe, FILE, most + 1, most + 1))
                .withMessage("train.csv has " + (most + 1) + " rows; with these features at most " + most
                        + " can be learnt from");
    }

    @Test
    void moreValuesInListsThanAnArrayHoldsAreRefusedBeforeTheyAreRead() throws IOException {
        Recipe recipe = recipe();
        long most = 1L << 30;

        assertThatCode(() -> TrainingRows.requireRoom(recipe, FILE, 1, most)).doesNotThrowAnyException();
        assertThatExceptionOfType(InvalidDataException.class)
                .isThrownBy(() -> TrainingRows.requireRoom(recipe, FILE, 1, most + 1))
                .withMessage("train.csv has " + (most + 1) + " values in lists; at most " + most
                        + " can be learnt from, and a lower maximumLength takes fewer");
    }

    @Test
    void theValuesInListsAreCountedAsTheyAreEncoded() throws IOException {
        SchemaFitter fitter = new SchemaFitter(recipe());

        fitter.survey(new FeatureRow(Map.of("tags", List.of("a", "", "b"))));
        assertThat(fitter.listIds()).isEqualTo(2);
        fitter.survey(new FeatureRow(Map.of("tags", List.of("a", "b", "c", "d"))));
        assertThat(fitter.listIds()).as("with the first three of four").isEqualTo(5);
        fitter.survey(new FeatureRow(Map.of("tags", List.of())));
        fitter.survey(new FeatureRow(Map.of()));
        assertThat(fitter.listIds()).as("with those that stand for missing lists").isEqualTo(7);
    }

}
