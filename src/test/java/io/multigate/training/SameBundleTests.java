package io.multigate.training;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.multigate.synthetic.SyntheticShop;

import static org.assertj.core.api.Assertions.assertThat;

/** Who trains again, with the same seed on the same data, gets the same bundle: to the byte, at the same time of day. */
class SameBundleTests {

    private static final String RECIPE = """
            name: shop
            tasks: [{name: ctr, label: click}, {name: cvr, label: conversion, given: ctr}]
            features:
              - {name: user_id, side: user, kind: categorical, hashBuckets: 50, embedding: 4}
              - {name: age, side: user, kind: numeric, normalizer: quantile, buckets: 4, embedding: 2}
              - {name: recent_categories, side: user, kind: categorical-list, table: category, maximumLength: 3}
              - {name: hour, side: context, kind: categorical, embedding: 2}
              - {name: category, side: item, kind: categorical, embedding: 4}
              - {name: brand, side: item, kind: categorical, minimumCount: 20, embedding: 2}
              - {name: price, side: item, kind: numeric, normalizer: log1p}
              - {name: user_category_views, side: cross, kind: numeric, normalizer: min-max}
            architecture: {kind: mmoe, experts: 2, expert: [8], tower: [4]}
            objective: entire-space
            training: {batchSize: 256, epochs: 2, learningRate: 0.01, l2: 0.000001, gateBalance: 0.01,
                       earlyStopping: {patience: 1, validationShare: 0.2}}
            """;

    private static final String TYPES = """
            name: log
            tasks: [{name: ctr, label: click}, {name: cvr, label: conversion, given: ctr}]
            features:
              - {name: color, side: item, kind: categorical, embedding: 2}
              - {name: shape, side: item, kind: categorical, hashBuckets: 10, embedding: 2}
              - {name: price, side: item, kind: numeric, normalizer: log1p}
              - {name: weight, side: item, kind: numeric, normalizer: standard}
              - {name: tags, side: item, kind: categorical-list, maximumLength: 2, embedding: 2}
            architecture: {kind: mmoe, experts: 2, expert: [4], tower: [2]}
            objective: entire-space
            training: {batchSize: 32, epochs: 2}
            """;

    private static final Path RESOURCES = Path.of("src/test/resources/io/multigate/training");

    @TempDir
    private Path folder;

    /** The second run takes place in another process: the order of Java's immutable maps changes with each. */
    @Test
    void theSameSeedAndTheSameDataGiveTheSameBytesInEveryProcess() throws IOException, InterruptedException {
        Path recipe = Files.writeString(this.folder.resolve("recipe.yaml"), RECIPE);
        Path train = rows("train.csv.gz", 1, 3000);
        Path validation = rows("validation.csv.gz", 2, 1000);

        TrainingRun.here(recipe, train, validation, this.folder.resolve("first"), new ArrayList<>());
        TrainingRun.elsewhere(512, recipe, train, validation, this.folder.resolve("second"));

        List<String> files = files(this.folder.resolve("first"));
        assertThat(files).hasSize(6).isEqualTo(files(this.folder.resolve("second")));
        for (String file : files) {
            assertThat(this.folder.resolve("second").resolve(file))
                    .hasSameBinaryContentAs(this.folder.resolve("first").resolve(file));
        }
    }

    /** Both files hold the same rows; the Parquet one is DuckDB's, with decimals, floats, lists, an integer and a boolean label. */
    @Test
    void theSameRowsTrainTheSameModelInParquetAndInGzippedCsv() throws IOException {
        Path recipe = Files.writeString(this.folder.resolve("recipe.yaml"), TYPES);
        Path csv = this.folder.resolve("log.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(csv))) {
            Files.copy(RESOURCES.resolve("log.csv"), out);
        }
        Path parquet = RESOURCES.resolve("log.parquet");

        Path first = version(recipe, csv, "first");
        Path second = version(recipe, parquet, "second");

        for (String file : List.of("features.json", "weights.safetensors", "network.zip", "golden.json")) {
            assertThat(second.resolve(file)).hasSameBinaryContentAs(first.resolve(file));
        }
    }

    private Path rows(String name, long seed, int rows) throws IOException {
        Path file = this.folder.resolve(name);
        new SyntheticShop(1, seed).write(file, rows, (done) -> {
        });
        return file;
    }

    private static List<String> files(Path models) throws IOException {
        try (Stream<Path> files = Files.walk(models)) {
            return files.filter(Files::isRegularFile)
                    .map((file) -> models.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private Path version(Path recipe, Path data, String models) {
        return TrainingRun.here(recipe, data, data, this.folder.resolve(models), new ArrayList<>())
                .version()
                .orElseThrow()
                .directory();
    }

}
