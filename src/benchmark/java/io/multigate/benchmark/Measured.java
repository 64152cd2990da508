package io.multigate.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;

/**
 * A row of a file that {@link Results} wrote.
 *
 * @param row its values by column
 */
record Measured(NamedCsvRecord row) {

    /** All rows, in the order of their candidates. */
    static List<Measured> read(Path file) throws IOException {
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            return rows.stream()
                    .map(Measured::new)
                    .sorted((left, right) -> Double.compare(left.number("candidates"), right.number("candidates")))
                    .toList();
        }
    }

    String text(String column) {
        return Objects.requireNonNull(this.row.getField(column));
    }

    double number(String column) {
        return Double.parseDouble(text(column));
    }

}
