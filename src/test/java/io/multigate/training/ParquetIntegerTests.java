package io.multigate.training;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.multigate.model.Task;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An integer means the same in CSV and in Parquet, however many bits it is stored in, with a sign or without. DuckDB
 * wrote the Parquet files, each column of the type that its name tells.
 */
class ParquetIntegerTests {

    private static final String CSV = """
            click,tinyint,smallint,utinyint,usmallint,uinteger,ubigint,tinyints,usmallints,uintegers,ubigints
            1,-7,-300,200,60000,4000000000,18446744073709551615,1|-2,60000,4000000000|7,18446744073709551615
            0,5,12,3,9,8,6,3,4|5,1,2
            """;

    private static final List<String> SINGLE = List.of("tinyint", "smallint", "utinyint", "usmallint", "uinteger",
            "ubigint");

    private static final Path PARQUET = Path.of("src/test/resources/io/multigate/training/integers.parquet");

    private static final Path DECIMALS = PARQUET.resolveSibling("decimals.parquet");

    @TempDir
    private Path folder;

    private Path csv() throws IOException {
        return Files.writeString(this.folder.resolve("integers.csv"), CSV);
    }

    private static List<Map<String, @Nullable Object>> read(Path file, Map<String, ValueKind> kinds) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        new ExampleReader(0, (report) -> {
        }, ReadingProgress.NONE).read(file,
                new ExampleColumns(kinds, List.of(new Task("ctr", "click", null)), List.of()),
                (example) -> rows.add(example.features().values()));
        return rows;
    }

    private static Map<String, ValueKind> kinds(ValueKind kind) {
        Map<String, ValueKind> kinds = new LinkedHashMap<>();
        SINGLE.forEach((column) -> kinds.put(column, kind));
        return kinds;
    }

    @Test
    void itIsTheSameCategory() throws IOException {
        Map<String, ValueKind> kinds = kinds(ValueKind.CATEGORY);
        List.of("tinyints", "usmallints", "uintegers", "ubigints")
                .forEach((list) -> kinds.put(list, ValueKind.CATEGORIES));

        assertThat(read(PARQUET, kinds)).hasSize(2)
                .allSatisfy((row) -> assertThat(row).containsOnlyKeys(kinds.keySet()))
                .hasToString(read(csv(), kinds).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tinyint", "smallint", "utinyint", "usmallint", "uinteger", "ubigint"})
    void itIsTheSameNumber(String column) throws IOException {
        assertThat(numbers(PARQUET, column)).hasSize(2).doesNotContain(Double.NaN).isEqualTo(numbers(csv(), column));
    }

    /** As which databases export their integers. */
    @Test
    void aDecimalWithoutAFractionIsOne() throws IOException {
        Path csv = Files.writeString(this.folder.resolve("decimals.csv"), """
                click,decimal4,decimal9,decimal18,decimal38,decimals
                1,-7,300,4000000000,18446744073709551616,1|-2
                0,5,12,9,8,3
                """);
        Map<String, ValueKind> kinds = new LinkedHashMap<>();
        List.of("decimal4", "decimal9", "decimal18", "decimal38")
                .forEach((column) -> kinds.put(column, ValueKind.CATEGORY));
        kinds.put("decimals", ValueKind.CATEGORIES);

        assertThat(read(DECIMALS, kinds)).hasSize(2).hasToString(read(csv, kinds).toString());
        assertThat(numbers(DECIMALS, "decimal38")).isEqualTo(numbers(csv, "decimal38"));
        assertThat(read(DECIMALS, Map.of("decimal38", ValueKind.ANY))).extracting((row) -> row.get("decimal38"))
                .allMatch(BigInteger.class::isInstance);
    }

    private static List<Double> numbers(Path file, String column) {
        return read(file, Map.of(column, ValueKind.NUMBER)).stream()
                .map((row) -> row.get(column) instanceof Number number ? number.doubleValue() : Double.NaN)
                .toList();
    }

    @Test
    void itIsDraftedAsAnInteger() {
        List<Map<String, @Nullable Object>> rows = read(PARQUET, kinds(ValueKind.ANY));

        assertThat(SINGLE).allSatisfy((column) -> {
            ColumnProfile profile = new ColumnProfile(column, 0);
            rows.forEach((row) -> profile.add(row.get(column), new float[0]));
            assertThat(profile.holdsIntegers()).isTrue();
            assertThat(profile.storesFractions()).isFalse();
        });
    }

}
