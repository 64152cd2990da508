package io.multigate.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** The rows of one data file, one after the other. */
interface RowSource extends AutoCloseable {

    /**
     * A column to be read.
     * @param name in the file
     * @param kind what its values must be
     */
    record Column(String name, ValueKind kind) {}

    /**
     * A value of a file whose columns have no types: it may be meant as text, as a number or as a list.
     * @param text as it is written, not empty
     */
    record Untyped(String text) {}

    /** All columns of the file. */
    List<String> names();

    /**
     * Moves to the next row.
     * @return false when there is none
     * @throws IOException if the file cannot be read any further
     */
    boolean advance() throws IOException;

    /** Where the row stands in the file, as a person counts: {@code line 3} or {@code row 2}. */
    String position();

    /**
     * A value of the row.
     * @param column index among the columns asked for
     * @return a {@link String}, {@link Boolean}, {@link Number} or {@link List} as the column's kind wants, anything
     * for {@link ValueKind#ANY}; null when missing
     * @throws MalformedRowException if the value is of another kind
     */
    @Nullable
    Object value(int column) throws MalformedRowException;

    /** How much of {@link #size()} is read. */
    long done();

    /** Bytes or rows in all. */
    long size();

    @Override
    void close() throws IOException;

    /** Makes sure that a file's columns can be told apart. */
    static void requireDifferent(Path file, List<String> columns) {
        if (new HashSet<>(columns).size() < columns.size()) {
            throw new InvalidDataException(file + " has two columns of the same name: " + columns);
        }
    }

    /** The error of a file that lacks a column. */
    static InvalidDataException missingColumn(Path file, String column, List<String> columns) {
        return new InvalidDataException(file + " has no column '" + column + "'; it has " + columns);
    }

}
