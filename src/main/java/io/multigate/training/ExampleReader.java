package io.multigate.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.multigate.bundle.FileFailure;
import io.multigate.feature.FeatureRow;
import io.multigate.model.Task;

/**
 * Streams the examples of a data file: CSV, gzipped CSV or Parquet, told apart by their first bytes. A malformed row
 * is reported and left out; the reading stops when too large a share of the rows is malformed.
 */
public final class ExampleReader {

    /** Rows at the start of a file that do not yet decide whether too many are malformed. */
    private static final int GRACE = 1000;

    /** Malformed rows of a file that are reported one by one. */
    private static final int REPORTED = 20;

    private final double toleratedShare;

    private final Consumer<String> reports;

    private final ReadingProgress progress;

    /**
     * A reader.
     * @param toleratedShare of malformed rows, in [0, 1]
     * @param reports told of malformed rows, with file and line
     * @param progress told how far the reading is
     */
    public ExampleReader(double toleratedShare, Consumer<String> reports, ReadingProgress progress) {
        if (!(toleratedShare >= 0 && toleratedShare <= 1)) {
            throw new IllegalArgumentException(
                    "the tolerated share of malformed rows is " + toleratedShare + "; it must lie in [0, 1]");
        }
        this.toleratedShare = toleratedShare;
        this.reports = reports;
        this.progress = progress;
    }

    /** This reader with nothing to report: for a file whose malformed rows were reported before. */
    ExampleReader again() {
        return new ExampleReader(this.toleratedShare, (report) -> {
        }, this.progress);
    }

    /**
     * Reads a file from beginning to end.
     * @param file CSV, gzipped CSV or Parquet
     * @param columns the columns to read
     * @param examples told of every well-formed row in turn
     * @return how many these were
     * @throws InvalidDataException if the file cannot be read, lacks a column, has no well-formed row or too many
     * malformed ones; what the consumer throws comes through as it is
     */
    long read(Path file, ExampleColumns columns, Consumer<Example> examples) {
        try (RowSource rows = open(file, columns.all())) {
            return read(file, rows, columns, examples);
        } catch (IOException ex) {
            throw unreadable(file, ex);
        }
    }

    private static InvalidDataException unreadable(Path file, IOException failure) {
        return new InvalidDataException(file + " cannot be read: " + FileFailure.reason(failure), failure);
    }

    /** Says something of a file as a whole. */
    void report(Path file, String message) {
        this.reports.accept(file + ": " + message);
    }

    /** The columns of a file. */
    static List<String> columnNames(Path file) {
        try (RowSource rows = open(file, List.of())) {
            return rows.names();
        } catch (IOException ex) {
            throw unreadable(file, ex);
        }
    }

    /**
     * Makes sure of a file's columns before time is spent on another file.
     * @throws InvalidDataException if one is missing
     */
    static void requireColumns(Path file, ExampleColumns columns) {
        try (RowSource _ = open(file, columns.all())) {
            return;
        } catch (IOException ex) {
            throw unreadable(file, ex);
        }
    }

    private long read(Path file, RowSource rows, ExampleColumns columns, Consumer<Example> examples)
            throws IOException {
        long read = 0;
        long malformed = 0;
        FunnelCheck funnel = new FunnelCheck(columns.tasks());
        while (rows.advance()) {
            Example example = null;
            try {
                example = example(rows, columns);
                String contradiction = funnel.correct(example.labels());
                if (contradiction != null && funnel.corrected() <= REPORTED) {
                    this.reports.accept(file + ", " + rows.position() + ": " + contradiction);
                }
            } catch (MalformedRowException ex) {
                malformed++;
                if (malformed <= REPORTED) {
                    this.reports.accept(file + ", " + rows.position() + ": " + ex.getMessage());
                }
                requireTolerable(file, malformed, Math.max(GRACE, read + malformed));
            }
            if (example != null) {
                examples.accept(example);
                read++;
            }
            if ((read + malformed) % GRACE == 0) {
                // Bytes are taken long before the rows in them are read, of a gzip stream all the more.
                this.progress.at(file, Math.min(rows.done(), rows.size() - 1), rows.size());
            }
        }
        this.progress.at(file, rows.size(), rows.size());
        if (malformed > 0) {
            requireTolerable(file, malformed, read + malformed);
            this.reports.accept(file + ": left out " + malformed + " malformed of " + (read + malformed) + " rows");
        }
        if (funnel.corrected() > 0) {
            this.reports.accept(file + ": " + funnel.corrected() + " of " + read + " rows" + FunnelCheck.CORRECTION);
        }
        if (read == 0) {
            throw new InvalidDataException(file + " has no rows");
        }
        return read;
    }

    private void requireTolerable(Path file, long malformed, long rows) {
        if (malformed > this.toleratedShare * rows) {
            throw new InvalidDataException("%s: %d of the first %d rows are malformed, more than the tolerated share %s"
                    .formatted(file, malformed, rows, this.toleratedShare));
        }
    }

    private static RowSource open(Path file, List<RowSource.Column> columns) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new InvalidDataException(Files.exists(file)
                    ? file + " is no regular file; one file is read"
                    : "no such file: " + file);
        }
        byte[] magic;
        try (InputStream in = Files.newInputStream(file)) {
            magic = in.readNBytes(4);
        }
        boolean parquet = Arrays.equals(magic, "PAR1".getBytes(StandardCharsets.US_ASCII));
        return parquet ? new ParquetRows(file, columns) : new CsvRows(file, columns);
    }

    private static Example example(RowSource rows, ExampleColumns columns) throws MalformedRowException {
        Map<String, @Nullable Object> features = LinkedHashMap.newLinkedHashMap(columns.features().size());
        int column = 0;
        for (String name : columns.features().keySet()) {
            features.put(name, rows.value(column++));
        }
        float[] labels = new float[columns.tasks().size()];
        for (int task = 0; task < labels.length; task++) {
            labels[task] = label(columns.tasks().get(task), rows.value(column++));
        }
        float[] truths = new float[columns.truths().size()];
        for (int i = 0; i < truths.length; i++) {
            truths[i] = truth(columns.truths().get(i), rows.value(column++));
        }
        return new Example(new FeatureRow(features), labels, truths);
    }

    private static float label(Task task, @Nullable Object value) throws MalformedRowException {
        if (task.isRegression()) {
            if (value instanceof Number number && Float.isFinite(number.floatValue())) {
                return number.floatValue();
            }
            throw wrongLabel(task, value);
        }
        return switch (String.valueOf(value)) {
            case "0", "0.0", "false" -> 0;
            case "1", "1.0", "true" -> 1;
            default -> throw wrongLabel(task, value);
        };
    }

    private static MalformedRowException wrongLabel(Task task, @Nullable Object value) {
        return new MalformedRowException("label '" + task.label() + "' is "
                + ((value == null) ? "missing" : "'" + value + "'") + "; it must be "
                + ExampleColumns.labelKind(task).phrase());
    }

    private static float truth(String column, @Nullable Object value) throws MalformedRowException {
        if (value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= 1) {
            return number.floatValue();
        }
        throw new MalformedRowException("column '" + column + "' is " + value + "; it must be a probability");
    }

}
