package io.multigate.training;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What a data file says, and what is said of a file that says nothing sensible. */
class ExampleReaderTests {

    private static final String RECIPE = """
            name: shop
            tasks: [{name: ctr, label: click}]
            features:
              - {name: color, side: item, kind: categorical, embedding: 2}
              - {name: tags, side: item, kind: categorical-list, maximumLength: 3, embedding: 2}
              - {name: price, side: item, kind: numeric, normalizer: log1p}
            architecture: {kind: esmm, tower: [4]}
            objective: entire-space
            training: {batchSize: 1, epochs: 1}
            """;

    private static final String ROWS = """
            color,other,price,tags,click
            red,x,1.5,a|b,1
            "dark, ""blue\""",x,,,0
            """;

    @TempDir
    private Path folder;

    private ExampleColumns columns;

    private final List<String> reports = new ArrayList<>();

    @BeforeEach
    void recipe() throws IOException {
        this.columns = Recipe.read(Files.writeString(this.folder.resolve("recipe.yaml"), RECIPE)).columns();
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(this.folder.resolve("rows.csv"), content);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzipped(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private List<Example> read(Path file, double tolerated) {
        List<Example> examples = new ArrayList<>();
        new ExampleReader(tolerated, this.reports::add, ReadingProgress.NONE).read(file, this.columns, examples::add);
        return examples;
    }

    private void assertRead(byte[] content) throws IOException {
        List<Example> examples = read(file(content), 0);
        assertThat(examples).hasSize(2);
        assertThat(examples.get(0).features().values()).containsEntry("color", "red")
                .containsEntry("tags", List.of("a", "b"))
                .containsEntry("price", 1.5);
        assertThat(examples.get(0).labels()).containsExactly(1);
        assertThat(examples.get(1).features().values()).containsEntry("color", "dark, \"blue\"")
                .containsEntry("tags", null)
                .containsEntry("price", null);
        assertThat(examples.get(1).labels()).containsExactly(0);
    }

    @Test
    void theSameRowsMeanTheSameHoweverTheyAreWritten() throws IOException {
        assertRead(utf8(ROWS));
        assertRead(gzipped(utf8(ROWS)));
        assertRead(utf8(ROWS.replace("\n", "\r\n")));
        assertRead(utf8("\uFEFF" + ROWS));
        assertRead(utf8(ROWS.stripTrailing()));
    }

    /** Files that DuckDB wrote: {@code COPY ... TO 'rows.snappy.parquet' (FORMAT parquet, COMPRESSION snappy)}. */
    @ParameterizedTest
    @ValueSource(strings = {"uncompressed", "snappy", "zstd", "gzip"})
    void theSameRowsMeanTheSameInParquet(String codec) throws IOException {
        assertRead(parquet("rows." + codec));
    }

    /** DuckDB's too: {@code SELECT 'red' AS "item.color", 1.5 AS price, 1 AS click, ['a', 'b'] AS tags}, and a blue one. */
    @Test
    void aColumnOfParquetMayHaveADotInItsName() throws IOException {
        this.columns = new ExampleColumns(
                Map.of("item.color", ValueKind.CATEGORY, "tags", ValueKind.CATEGORIES), this.columns.tasks(),
                List.of());

        List<Example> examples = read(file(parquet("dots")), 0);

        assertThat(examples).extracting((example) -> example.features().values().get("item.color"))
                .containsExactly("red", "blue");
    }

    @Test
    void aCodecThatIsNotThereIsNamed() throws IOException {
        assertRefused(parquet("rows.brotli"), "BROTLI");
    }

    /** A file with 7 in place of 0 where its footer says how the column is compressed; it has no dictionary. */
    @Test
    void aCodecThatIsNotThereIsNamedWithoutADictionaryToo() throws IOException {
        this.columns = new ExampleColumns(Map.of("price", ValueKind.NUMBER), this.columns.tasks(), List.of());

        assertRefused(replaced(parquet("dots"), "price\u0015\u0000", "price\u0015\u000e"), "LZ4_RAW");
    }

    /** Its pages' headers say that they are of an index where they are of data. */
    @Test
    void aDamagedFileOfParquetIsRefused() throws IOException {
        this.columns = new ExampleColumns(Map.of("price", ValueKind.NUMBER), this.columns.tasks(), List.of());

        assertRefused(replaced(parquet("dots"), ",\u0015\u0004\u0015\u0000", "<\u0015\u0004\u0015\u0000"),
                "rows.csv cannot be read: it is damaged");
    }

    @Test
    void twoColumnsOfParquetMayNotHaveOneName() throws IOException {
        assertRefused(replaced(parquet("rows.uncompressed"), "other", "price"),
                "has two columns of the same name: [color, price, price, tags, click]");
    }

    private static byte[] replaced(byte[] content, String before, String after) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(before);
        return text.replace(before, after).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] parquet(String name) throws IOException {
        return Files.readAllBytes(Path.of("src/test/resources/io/multigate/training", name + ".parquet"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            red,x,1,5,a,1   | the row has 6 values, the header has 5
            red,x           | the row has 2 values, the header has 5
            red,x,cheap,a,1 | column 'price' holds 'cheap'
            red,x,NaN,a,1   | column 'price' holds 'NaN'
            red,x,1e999,a,1 | column 'price' holds '1e999'
            red,x,0x10,a,1  | column 'price' holds '0x10'
            red,x,1,a,2     | label 'click' is '2'
            red,x,1,a,yes   | label 'click' is 'yes'
            red,x,1,a,      | label 'click' is missing
            """)
    void aMalformedRowIsReportedWithFileAndLineAndLeftOut(String row, String message) throws IOException {
        Path file = file(utf8(ROWS + row + "\n"));

        assertThat(read(file, 0.5)).hasSize(2);
        assertThat(this.reports).hasSize(2);
        assertThat(this.reports.getFirst()).startsWith(file + ", line 4: ").contains(message);
        assertThat(this.reports.getLast()).isEqualTo(file + ": left out 1 malformed of 3 rows");
        assertThatExceptionOfType(InvalidDataException.class).isThrownBy(() -> read(file, 0.3))
                .withMessage(file + ": 1 of the first 3 rows are malformed, more than the tolerated share 0.3");
    }

    @Test
    void aValueThatIsNotUtf8IsMalformedWhereItIsAskedFor() throws IOException {
        Path file = file((ROWS + "grün,x,1,a,1\nred,ü,1,a,1\n").getBytes(StandardCharsets.ISO_8859_1));

        assertThat(read(file, 0.5)).hasSize(3);
        assertThat(this.reports).hasSize(2).first()
                .isEqualTo(file + ", line 4: column 'color' holds 'gr\uFFFDn', which is not UTF-8");
        assertRefused(ROWS.replace("other", "übrig").getBytes(StandardCharsets.ISO_8859_1),
                "has a header that is not UTF-8: [color, \uFFFDbrig, ");
    }

    @Test
    void tooManyMalformedRowsStopTheReadingEarly() throws IOException {
        Path file = file(utf8(ROWS + "red,x,cheap,a,1\n".repeat(5_000)));

        assertThatExceptionOfType(InvalidDataException.class).isThrownBy(() -> read(file, 0.1))
                .withMessageContaining("101 of the first 1000 rows are malformed");
        assertThat(this.reports).hasSize(20);
    }

    @Test
    void aFileThatCannotBeUsedIsNamedWithTheReason() throws IOException {
        assertRefused(new byte[0], "is empty; a CSV file needs a header");
        assertRefused(utf8("color,price,tags,click\n"), "has no rows");
        assertRefused(utf8("color,price,click\nred,1,1\n"), "has no column 'tags'; it has [color, price, click]");
        assertRefused(utf8("color,price,price,tags,click\nred,1,1,a,1\n"), "has two columns of the same name");
        byte[] gzipped = gzipped(utf8(ROWS.repeat(1)));
        assertRefused(Arrays.copyOf(gzipped, gzipped.length - 12), "cannot be read");
        assertRefused(utf8("PAR1 and no more"), "cannot be read");
        Path missing = this.folder.resolve("missing.csv");
        assertThatExceptionOfType(InvalidDataException.class).isThrownBy(() -> read(missing, 0))
                .withMessage("no such file: " + missing);
        assertThatExceptionOfType(InvalidDataException.class).isThrownBy(() -> read(this.folder, 0))
                .withMessage(this.folder + " is no regular file; one file is read");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thatAllIsReadIsSaidAtTheEndAlone(boolean zipped) throws IOException {
        byte[] rows = utf8(ROWS + "red,x,1,a,1\n".repeat(4_998));
        Path file = file(zipped ? gzipped(rows) : rows);
        List<Double> shares = new ArrayList<>();

        new ExampleReader(0, this.reports::add, (_, done, size) -> shares.add((double) done / size)).read(file,
                this.columns, (example) -> {
                });

        assertThat(shares).hasSize(6).endsWith(1.0);
        assertThat(shares.subList(0, 5)).allMatch((share) -> share < 1);
    }

    /** Such as a disk that is full with what is made of the rows. */
    @Test
    void aFailureOfWhoeverIsToldTheRowsIsNoneOfTheFile() throws IOException {
        Path file = file(utf8(ROWS));
        UncheckedIOException full = new UncheckedIOException(new IOException("No space left on device"));

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> new ExampleReader(0, this.reports::add, ReadingProgress.NONE).read(file, this.columns,
                        (example) -> {
                            throw full;
                        }))
                .isSameAs(full);
    }

    private void assertRefused(byte[] content, String reason) throws IOException {
        Path file = file(content);
        assertThatExceptionOfType(InvalidDataException.class).isThrownBy(() -> read(file, 0))
                .withMessageStartingWith(file.toString())
                .withMessageContaining(reason);
    }

}
