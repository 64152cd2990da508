package io.multigate.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import de.siegmar.fastcsv.writer.CsvWriter;

import io.multigate.feature.EncodedBatch;
import io.multigate.inference.Predictions;
import io.multigate.model.Funnel;
import io.multigate.model.Task;

/**
 * Predictions as CSV, one line a row: {@code pctr,pcvr,pctcvr} where there is a funnel, then each other task under its
 * name. They are written beside the file and take its place when all are there, so it is either the one before or
 * whole.
 */
final class PredictionFile implements ModelJudge.Listener, AutoCloseable {

    private final Path target;

    private final Path draft;

    private final List<Column> columns;

    private final CsvWriter csv;

    private boolean complete;

    private record Column(String name, Value value) {}

    /** What stands in a column. */
    @FunctionalInterface
    private interface Value {

        float of(Predictions predictions, int row);

    }

    PredictionFile(Path file, List<Task> tasks) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "is no regular file");
        }
        // A link stays one, and what it leads to is replaced.
        this.target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        this.draft = this.target.resolveSibling("." + this.target.getFileName() + "." + ProcessHandle.current().pid());
        this.columns = columns(tasks);
        this.csv = CsvWriter.builder().build(Files.newBufferedWriter(this.draft, StandardCharsets.UTF_8));
        this.csv.writeRecord(this.columns.stream().map(Column::name).toList());
    }

    private static List<Column> columns(List<Task> tasks) {
        List<Column> columns = new ArrayList<>();
        Set<Integer> shown = new HashSet<>();
        Funnel.of(tasks).ifPresent((funnel) -> {
            columns.add(new Column("pctr", (predictions, row) -> predictions.pCtr(funnel, row)));
            columns.add(new Column("pcvr", (predictions, row) -> predictions.pCvr(funnel, row)));
            columns.add(new Column("pctcvr", (predictions, row) -> predictions.pCtcvr(funnel, row)));
            shown.addAll(List.of(funnel.ctr(), funnel.cvr()));
        });
        for (int i = 0; i < tasks.size(); i++) {
            int task = i;
            if (!shown.contains(task)) {
                columns.add(
                        new Column(tasks.get(task).name(), (predictions, row) -> predictions.values()[task][row]));
            }
        }
        return columns;
    }

    /** @throws java.io.UncheckedIOException if they cannot be written */
    @Override
    public void scored(List<Example> examples, EncodedBatch batch, Predictions predictions) {
        for (int i = 0; i < examples.size(); i++) {
            int row = i;
            this.csv.writeRecord(this.columns.stream()
                    .map((column) -> Float.toString(column.value().of(predictions, row)))
                    .toList());
        }
    }

    /** Says that all rows are scored. */
    void complete() {
        this.complete = true;
    }

    /** Takes the file's place, or leaves nothing where rows are wanting. */
    @Override
    public void close() throws IOException {
        try {
            this.csv.close();
            if (this.complete) {
                Files.move(this.draft, this.target, StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            Files.deleteIfExists(this.draft);
        }
    }

}
