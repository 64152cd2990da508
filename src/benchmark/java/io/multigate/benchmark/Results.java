package io.multigate.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/** A CSV file that run after run adds to, so that a long series may be measured in pieces. */
final class Results {

    private final Path file;

    private final List<String> columns;

    /**
     * The results in a file.
     * @param file made with its header when it is not there
     * @param columns its header
     */
    Results(Path file, String... columns) {
        this.file = file;
        this.columns = List.of(columns);
    }

    /** Adds a row, numbers with three digits after the point. */
    void add(Object... values) {
        if (values.length != this.columns.size()) {
            throw new IllegalArgumentException(values.length + " values for the columns " + this.columns);
        }
        StringBuilder row = new StringBuilder();
        for (Object value : values) {
            row.append(row.isEmpty() ? "" : ",")
                    .append((value instanceof Double number) ? String.format(Locale.ROOT, "%.3f", number) : value);
        }
        append(row.append('\n').toString());
    }

    private void append(String row) {
        try {
            if (Files.notExists(this.file)) {
                Files.createDirectories(this.file.toAbsolutePath().getParent());
                Files.writeString(this.file, String.join(",", this.columns) + "\n");
            }
            Files.writeString(this.file, row, StandardOpenOption.APPEND);
        } catch (IOException ex) {
            throw new UncheckedIOException("cannot write " + this.file, ex);
        }
    }

}
