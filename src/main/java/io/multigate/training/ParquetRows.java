package io.multigate.training;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.SchemaNode;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file. Its columns have types, so a value counts as what it is stored as: text is never read as a number.
 */
final class ParquetRows implements RowSource {

    private static final String DAMAGED = "it is damaged";

    private final List<Column> columns;

    /** By column asked for. */
    private final List<ParquetValues> values = new ArrayList<>();

    private final ParquetFileReader file;

    private final RowReader rows;

    private final List<String> names;

    private final long size;

    private long row;

    ParquetRows(Path path, List<Column> columns) throws IOException {
        this.columns = columns;
        this.file = opened(path);
        try {
            this.size = this.file.getFileMetaData().numRows();
            List<SchemaNode> stored = this.file.getFileSchema().getRootNode().children();
            this.names = stored.stream().map(SchemaNode::name).toList();
            RowSource.requireDifferent(path, this.names);
            for (Column column : columns) {
                int index = this.names.indexOf(column.name());
                if (index < 0) {
                    throw RowSource.missingColumn(path, column.name(), this.names);
                }
                this.values.add(ParquetValues.of(stored.get(index)));
            }
            this.rows = this.file.buildRowReader().projection(projection(columns)).build();
        } catch (InvalidDataException ex) {
            this.file.close();
            throw ex;
        } catch (RuntimeException ex) {
            this.file.close();
            throw unreadable(ex);
        }
    }

    private static ParquetFileReader opened(Path path) throws IOException {
        try {
            return ParquetFileReader.open(InputFile.of(path));
        } catch (RuntimeException ex) {
            throw unreadable(ex);
        }
    }

    /**
     * The reader's own words are about pages; why one cannot be read is said at the bottom, in the first line. Of
     * damaged ones it knows no more than which of its own expectations were not met.
     */
    private static IOException unreadable(RuntimeException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String reason = switch (cause) {
            case IOException _,UnsupportedOperationException _,IllegalArgumentException _,IllegalStateException _ ->
                Objects.requireNonNullElse(cause.getMessage(), "").lines().findFirst().orElse(DAMAGED);
            default -> DAMAGED;
        };
        return new IOException(reason, failure);
    }

    /**
     * The reader knows no projection to no column: who asks for none reads the names alone, and no row. Nor does it
     * know one to a name with a dot, which it takes for a path.
     */
    private static ColumnProjection projection(List<Column> columns) {
        return columns.isEmpty() || columns.stream().anyMatch((column) -> column.name().contains("."))
                ? ColumnProjection.all()
                : ColumnProjection.columns(columns.stream().map(Column::name).toArray(String[]::new));
    }

    @Override
    public List<String> names() {
        return this.names;
    }

    @Override
    public boolean advance() throws IOException {
        try {
            if (!this.rows.hasNext()) {
                return false;
            }
            this.rows.next();
        } catch (RuntimeException ex) {
            throw unreadable(ex);
        }
        this.row++;
        return true;
    }

    @Override
    public String position() {
        return "row " + this.row;
    }

    @Override
    public @Nullable Object value(int column) throws MalformedRowException {
        Column asked = this.columns.get(column);
        Object value = stored(column);
        return switch (value) {
            case null -> null;
            case Object any when asked.kind() == ValueKind.ANY -> any;
            case List<?> list when asked.kind() == ValueKind.CATEGORIES -> categories(asked, list);
            case Object single when asked.kind() == ValueKind.CATEGORY -> category(asked, single);
            case Object label when asked.kind() == ValueKind.LABEL -> label;
            case BigDecimal decimal when asked.kind() == ValueKind.NUMBER -> decimal.doubleValue();
            // As the shortest decimal that means it, like the same value in CSV or in a request.
            case Float number when asked.kind() == ValueKind.NUMBER && Float.isFinite(number) ->
                Double.valueOf(number.toString());
            case Number number when asked.kind() == ValueKind.NUMBER && Double.isFinite(number.doubleValue()) -> number;
            default -> throw wrongKind(asked, value);
        };
    }

    private @Nullable Object stored(int column) throws MalformedRowException {
        String name = this.columns.get(column).name();
        try {
            return this.rows.isNull(name) ? null : this.values.get(column).meaning(this.rows.getValue(name));
        } catch (RuntimeException ex) {
            throw new MalformedRowException(
                    "column '" + name + "' holds what cannot be read: " + unreadable(ex).getMessage());
        }
    }

    private static List<@Nullable Object> categories(Column column, List<?> list) throws MalformedRowException {
        List<@Nullable Object> categories = new ArrayList<>(list.size());
        for (Object element : list) {
            categories.add((element == null) ? null : category(column, element));
        }
        return categories;
    }

    private static Object category(Column column, Object value) throws MalformedRowException {
        return switch (value) {
            case String text -> text;
            case Boolean flag -> flag;
            case Integer integer -> integer;
            case Long integer -> integer;
            case BigInteger integer -> integer;
            default -> throw wrongKind(column, value);
        };
    }

    private static MalformedRowException wrongKind(Column column, Object value) {
        String shown = (value instanceof Number || value instanceof String)
                ? "'" + value + "'"
                : "a " + value.getClass().getSimpleName();
        return new MalformedRowException(
                "column '" + column.name() + "' holds " + shown + ", which is not " + column.kind().phrase());
    }

    @Override
    public long done() {
        return this.row;
    }

    @Override
    public long size() {
        return this.size;
    }

    @Override
    public void close() throws IOException {
        this.rows.close();
        this.file.close();
    }

}
