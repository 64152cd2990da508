package io.multigate.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.multigate.model.Task;

import static org.assertj.core.api.Assertions.assertThat;

/** A drafted recipe says of each column what a person would, and why. */
class RecipeDraftTests {

    private static final int ROWS = 3000;

    @TempDir
    private Path folder;

    private final List<String> reports = new ArrayList<>();

    /** Writes a column as it depends on the row. */
    interface Cell {

        String of(int row, SplittableRandom random);

    }

    /** A file of the labels and columns given, three rows a request. */
    private Path file(String header, Cell... cells) throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        StringBuilder rows = new StringBuilder("click,conversion" + (header.isEmpty() ? "" : "," + header) + "\n");
        for (int row = 0; row < ROWS; row++) {
            int click = (row % 5 == 0) ? 1 : 0;
            rows.append(click).append(',').append((row % 20 == 0) ? 1 : 0);
            for (Cell cell : cells) {
                rows.append(',').append(cell.of(row, random));
            }
            rows.append('\n');
        }
        return Files.writeString(this.folder.resolve("log.csv"), rows);
    }

    private String draft(Path data) {
        return draft(data, RecipeDraft.funnel(data, "click", null));
    }

    private String draft(Path data, List<Task> tasks) {
        return new RecipeDraft("log", tasks,
                new ExampleReader(0.01, this.reports::add, ReadingProgress.NONE)).of(data);
    }

    private Recipe read(String draft) throws IOException {
        return Recipe.read(Files.writeString(this.folder.resolve("draft.yaml"), draft));
    }

    /** The draft's line of a feature. */
    private static String line(String draft, String feature) {
        return draft.lines().filter((line) -> line.contains("{name: " + feature + ",")).findFirst().orElse("no line");
    }

    /** The draft's comments as one line. */
    private static String comments(String draft) {
        return draft.lines()
                .map(String::strip)
                .filter((line) -> line.startsWith("#"))
                .map((line) -> line.substring(1).strip())
                .reduce("", (before, line) -> before + " " + line);
    }

    static Stream<Arguments> columns() {
        return Stream.of(
                column("user_id", (row, _) -> "u" + row / 3 % 100, "side: user, kind: categorical, minimumCount: 5"),
                column("item_id", (_, random) -> "i" + random.nextInt(30),
                        "side: item, kind: categorical, embedding: 4"),
                column("userAge", (_, random) -> "" + random.nextInt(18, 80),
                        "side: user, kind: numeric, normalizer: standard"),
                column("age", (_, random) -> random.nextInt(4) == 0 ? "" : "" + random.nextInt(18, 80),
                        "side: user, kind: numeric, normalizer: quantile, buckets: 10, embedding: 4"),
                column("hour", (row, _) -> "" + row / 3 % 24, "side: context, kind: categorical, embedding: 4"),
                column("device", (row, _) -> "d" + row / 3 % 4, "side: context, kind: categorical"),
                column("price", (_, random) -> "" + random.nextInt(1, 9999) / 8.0,
                        "side: item, kind: numeric, normalizer: log1p"),
                column("brand", (_, random) -> "b" + random.nextInt(9), "side: item, kind: categorical"),
                column("category_id", (_, random) -> "" + random.nextInt(400),
                        "side: item, kind: categorical, minimumCount: 5, embedding: 8"),
                column("user_item_views", (_, random) -> "" + random.nextInt(30),
                        "side: cross, kind: numeric, normalizer: log1p"),
                column("u_i_match", (_, random) -> "" + random.nextInt(1000) / 64.0 * (random.nextBoolean() ? 1 : -1),
                        "side: cross, kind: numeric, normalizer: standard"),
                column("recent_items",
                        (row, _) -> (row % 3 == 0) ? "" : "a" + row % 7 + "|b" + row % 5 + "|a" + row % 4,
                        "side: user, kind: categorical-list, embedding: 4, maximumLength: 3"),
                column("item_score", (_, random) -> "" + random.nextGaussian(),
                        "side: item, kind: numeric, normalizer: standard"),
                column("reach", (_, random) -> "" + random.nextInt(19_000_000, 21_000_000),
                        "kind: numeric, normalizer: standard"),
                column("zip", (_, random) -> "" + random.nextInt(10_000, 10_300),
                        "kind: categorical, minimumCount: 5"));
    }

    private static Arguments column(String name, Cell cell, String expected) {
        return Arguments.of(name, cell, expected);
    }

    @ParameterizedTest
    @MethodSource("columns")
    void nameAndValuesTellSideAndKind(String name, Cell cell, String expected) throws IOException {
        String draft = draft(file(name, cell));

        assertThat(line(draft, name)).contains(expected);
        assertThat(read(draft).features()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            query_id    | REQUEST  | it identifies a request or a row
            session_id  | REQUEST  | it identifies a request or a row
            timestamp   | EPOCH    | it is a point in time
            seen        | EPOCH    | it is a point in time
            seen        | DAY      | it is a point in time
            seen        | TIME     | it is a point in time
            seen        | NUMBER   | it is a point in time
            slot        | CONSTANT | it is the same in every row
            age         | MISSING  | it is missing in every row
            is_sale     | LABEL    | it is neither missing nor 0 in just those rows in which 'conversion' is 1
            dwell       | AFTER    | wherever it is neither missing nor 0, 'click' is 1
            purchased   | BINARY   | by its name it is an outcome
            liked       | PANDAS   | by its name it is an outcome
            user_cookie | UNIQUE   | nearly every row has a value of its own
            remark      | PROSE    | it looks like prose
            true_pctr   | SHARE    | the true probability of simulated data
            """)
    void whatIsNoFeatureIsLeftOutWithTheReason(String name, String content, String reason) throws IOException {
        String draft = draft(file("category," + name, (_, random) -> "c" + random.nextInt(9), cell(content)));

        assertThat(comments(draft)).contains("Left out: " + name + "; ").contains(reason);
        assertThat(read(draft).features()).extracting(FeatureRecipe::name).containsExactly("category");
    }

    private static Cell cell(String content) {
        return switch (content) {
            case "REQUEST" -> (row, _) -> "" + row / 3;
            case "EPOCH" -> (row, _) -> "" + (1_700_000_000L + row);
            case "DAY" -> (row, _) -> "2024-0" + (1 + row % 9) + "-1" + row % 10;
            case "TIME" -> (row, _) -> "2024-01-0" + (1 + row % 9) + " 0" + row % 10 + ":30:00";
            case "NUMBER" -> (row, _) -> "2024" + (10 + row % 3) + (10 + row % 19);
            case "CONSTANT" -> (_, _) -> "home";
            case "MISSING" -> (_, _) -> "";
            case "LABEL" -> (row, _) -> (row % 20 == 0) ? "1" : "0";
            case "AFTER" -> (row, random) -> (row % 10 == 0) ? "" + random.nextInt(1, 99) : "";
            case "BINARY" -> (_, random) -> "" + random.nextInt(2);
            case "PANDAS" -> (_, random) -> random.nextBoolean() ? "True" : "False";
            case "UNIQUE" -> (row, _) -> "cookie" + row;
            case "PROSE" -> (row, _) -> "a text " + row % 700 + " that goes on and on as people's remarks do";
            case "SHARE" -> (_, random) -> "" + random.nextDouble();
            default -> throw new IllegalArgumentException(content);
        };
    }

    @Test
    void rowsThatBelongTogetherTellTheSideWhereANameDoesNot() throws IOException {
        String draft = draft(file("query_id,user_id,item_id,a,b,c,d", (row, _) -> "" + row / 3,
                (row, _) -> "u" + row / 3 % 200, (_, random) -> "i" + random.nextInt(40),
                (row, _) -> "" + row / 3 % 200 % 7 * 1.5, (row, _) -> "" + row / 3 % 11 * 1.5,
                (_, random) -> "x" + random.nextInt(30), (_, random) -> "" + random.nextInt(100) / 8.0));

        assertThat(line(draft, "a")).contains("side: user");
        assertThat(line(draft, "b")).contains("side: context");
        assertThat(line(draft, "c")).contains("side: cross");
        assertThat(line(draft, "d")).contains("side: cross");
        assertThat(comments(draft)).contains("where a user_id comes again, it is the same in 100.0 %")
                .contains("where a query_id comes again, it is the same in 100.0 %");
    }

    @Test
    void aColumnThatDiffersBetweenTheCandidatesOfARequestIsNoUsers() throws IOException {
        String draft = draft(file("query_id,user_affection", (row, _) -> "" + row / 3,
                (_, random) -> "" + random.nextInt(100) / 8.0));

        assertThat(line(draft, "user_affection")).contains("side: cross");
    }

    @Test
    void aListSharesTheTableWhoseValuesItHas() throws IOException {
        String draft = draft(file("recent,category", (row, _) -> "c" + row % 12 + "|c" + row % 7,
                (row, _) -> "c" + row % 12));

        assertThat(line(draft, "recent")).contains("kind: categorical-list, table: category, maximumLength: 2");
    }

    @Test
    void moreIdsThanAVocabularyShouldKeepAreHashed() throws IOException {
        String draft = draft(file("user_id", (row, _) -> "u" + row % (ROWS / 2)));

        assertThat(line(draft, "user_id")).contains("hashBuckets: 1024, embedding: 12");
        assertThat(comments(draft)).contains("values that stand 5 times or more make up only 0.0 %");
    }

    @Test
    void strangeNamesAndValuesStayWhatTheyAre() throws IOException {
        String header = "\"yes\",\"größe: x\",\"a \"\"b\"\" # c\",\"two\nlines\"";
        String draft = draft(file(header, (row, _) -> "v" + row % 3, (row, _) -> "\"x\ny: {" + row % 3 + "\"",
                (row, _) -> "\u2028#" + row % 4, (row, _) -> "\uD83D\uDE00" + row % 4));

        assertThat(read(draft).features()).extracting(FeatureRecipe::name)
                .containsExactlyInAnyOrder("yes", "größe: x", "a \"b\" # c", "two\nlines");
    }

    @ParameterizedTest
    @CsvSource({"shared-bottom, SharedBottomSpec", "esmm, EsmmSpec", "mmoe, MmoeSpec"})
    void theOtherArchitecturesStandBesideTheChosenOne(String kind, String spec) throws IOException {
        String draft = draft(file("brand", (row, _) -> "b" + row % 7));

        Recipe recipe = read(draft.replace("\narchitecture: ", "\n# architecture: ")
                .replace("\n# architecture: {kind: " + kind, "\narchitecture: {kind: " + kind));

        assertThat(recipe.spec().getClass().getSimpleName()).isEqualTo(spec);
        assertThat(recipe.spec().tasks()).extracting(Task::formula)
                .containsExactly("ctr = P(click)", "cvr = P(conversion | ctr)");
    }

    @Test
    void aConversionOfAnotherNameIsTakenAsItIsNamed() throws IOException {
        Path data = file("brand,Add To Cart", (row, _) -> "b" + row % 7, (row, _) -> row % 10 == 0 ? "1" : "0");

        String draft = draft(data, RecipeDraft.funnel(data, "click", "Add To Cart"));

        assertThat(read(draft).spec().tasks()).extracting(Task::formula)
                .containsExactly("ctr = P(click)", "cvr = P(Add To Cart | ctr)");
        assertThat(comments(draft)).contains("Left out: conversion; ");
    }

}
