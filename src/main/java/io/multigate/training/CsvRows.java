package io.multigate.training;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import org.jspecify.annotations.Nullable;

/** A CSV file (RFC 4180, UTF-8, with a header), plain or gzipped. The empty value is missing. */
final class CsvRows implements RowSource {

    /** Separates the values of a list. */
    static final String LIST_SEPARATOR = "|";

    /** Decimal numbers as JSON knows them, but for a leading plus sign, zeros and an open fraction. */
    private static final String NUMBER_CHARACTERS = "0123456789.-+eE";

    /** What the decoder writes for bytes that are no UTF-8. */
    private static final char UNDECODABLE = '\uFFFD';

    private final List<Column> columns;

    /** Index in the file by index among the columns asked for. */
    private final int[] indexes;

    private final List<String> header;

    private final CountingStream counter;

    private final long size;

    private final CloseableIterator<CsvRecord> records;

    private @Nullable CsvRecord current;

    CsvRows(Path file, List<Column> columns) throws IOException {
        this.columns = columns;
        this.size = Files.size(file);
        this.counter = new CountingStream(Files.newInputStream(file));
        try {
            this.records = CsvReader.builder()
                    .detectBomHeader(true)
                    .allowUnclosedQuote(false)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .ofCsvRecord(unzipped(this.counter), StandardCharsets.UTF_8)
                    .iterator();
            if (!advance()) {
                throw new InvalidDataException(file + " is empty; a CSV file needs a header");
            }
            this.header = current().getFields();
            RowSource.requireDifferent(file, this.header);
            if (String.join("", this.header).indexOf(UNDECODABLE) >= 0) {
                throw new InvalidDataException(file + " has a header that is not UTF-8: " + this.header);
            }
            this.indexes = columns.stream().mapToInt((column) -> index(file, this.header, column.name())).toArray();
        } catch (IOException | RuntimeException ex) {
            this.counter.close();
            throw ex;
        }
    }

    private static InputStream unzipped(InputStream raw) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(raw, 1 << 16);
        buffered.mark(2);
        boolean zipped = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        try {
            return zipped ? new GZIPInputStream(buffered, 1 << 16) : buffered;
        } catch (EOFException ex) {
            throw new IOException("the gzip stream ends within its header; the file was cut", ex);
        }
    }

    private static int index(Path file, List<String> header, String name) {
        int index = header.indexOf(name);
        if (index < 0) {
            throw RowSource.missingColumn(file, name, header);
        }
        return index;
    }

    @Override
    public List<String> names() {
        return this.header;
    }

    private CsvRecord current() {
        if (this.current == null) {
            throw new IllegalStateException("advance first");
        }
        return this.current;
    }

    @Override
    public boolean advance() throws IOException {
        try {
            this.current = this.records.hasNext() ? this.records.next() : null;
            return this.current != null;
        } catch (UncheckedIOException ex) {
            throw new IOException(after() + ": " + reason(ex), ex);
        } catch (CsvParseException ex) {
            throw new IOException(after() + ": " + ex.getMessage(), ex);
        }
    }

    /** Nothing but a gzip stream knows that it should go on. */
    private static String reason(UncheckedIOException failure) {
        return (failure.getCause() instanceof EOFException)
                ? "the gzip stream ends too early; the file was cut"
                : String.valueOf(failure.getCause());
    }

    private String after() {
        return (this.current == null) ? "at the start" : "after " + position();
    }

    @Override
    public String position() {
        return "line " + current().getStartingLineNumber();
    }

    @Override
    public @Nullable Object value(int column) throws MalformedRowException {
        CsvRecord row = current();
        if (row.getFieldCount() != this.header.size()) {
            throw new MalformedRowException(
                    "the row has " + row.getFieldCount() + " values, the header has " + this.header.size());
        }
        String text = row.getField(this.indexes[column]);
        if (text.isEmpty()) {
            return null;
        }
        Column asked = this.columns.get(column);
        if (text.indexOf(UNDECODABLE) >= 0) {
            throw new MalformedRowException("column '" + asked.name() + "' holds '" + text + "', which is not UTF-8");
        }
        return switch (asked.kind()) {
            case CATEGORY, LABEL -> text;
            case CATEGORIES -> split(text);
            case NUMBER -> number(asked.name(), text);
            case ANY -> new Untyped(text);
        };
    }

    static List<String> split(String text) {
        return List.of(text.split(Pattern.quote(LIST_SEPARATOR), -1));
    }

    private static Double number(String column, String text) throws MalformedRowException {
        double number = number(text);
        if (Double.isNaN(number)) {
            throw new MalformedRowException(
                    "column '" + column + "' holds '" + text + "', which is not " + ValueKind.NUMBER.phrase());
        }
        return number;
    }

    /** Whether a text is written as a number and lies in the range of one. */
    static boolean isNumber(String text) {
        return !Double.isNaN(number(text));
    }

    /** The number that a text means; NaN if none. Java's own notation has words, suffixes and white space besides. */
    private static double number(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (NUMBER_CHARACTERS.indexOf(text.charAt(i)) < 0) {
                return Double.NaN;
            }
        }
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? number : Double.NaN;
        } catch (NumberFormatException ex) {
            return Double.NaN;
        }
    }

    @Override
    public long done() {
        return this.counter.count;
    }

    @Override
    public long size() {
        return this.size;
    }

    @Override
    public void close() throws IOException {
        this.records.close();
    }

    /** Counts the bytes that were taken from the file. */
    private static final class CountingStream extends FilterInputStream {

        private long count;

        CountingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            this.count += (read < 0) ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            this.count += Math.max(0, read);
            return read;
        }

    }

}
