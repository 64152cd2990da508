package io.multigate.synthetic;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

import de.siegmar.fastcsv.writer.CsvWriter;

/** Writes simulated rows as they are drawn; memory does not grow with them. */
final class GeneratedFile {

    private GeneratedFile() {}

    /**
     * Writes CSV, gzipped if the file's name ends in {@code .gz}.
     * @param file written over
     * @param columns the header
     * @param draw gives the next row
     * @param rows how many
     * @param progress told the rows written so far, every thousand and at the end
     * @throws IOException if the file cannot be written
     */
    static void write(Path file, List<String> columns, Supplier<String[]> draw, long rows, LongConsumer progress)
            throws IOException {
        try (OutputStream raw = Files.newOutputStream(file);
                OutputStream out = file.getFileName().toString().endsWith(".gz")
                        ? new GZIPOutputStream(raw, 1 << 16)
                        : new BufferedOutputStream(raw, 1 << 16);
                CsvWriter csv = CsvWriter.builder().build(out, StandardCharsets.UTF_8)) {
            csv.writeRecord(columns);
            for (long row = 1; row <= rows; row++) {
                csv.writeRecord(draw.get());
                if (row % 1000 == 0 || row == rows) {
                    progress.accept(row);
                }
            }
        } catch (UncheckedIOException ex) {
            throw ex.getCause();
        }
    }

}
