package io.multigate.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

import de.siegmar.fastcsv.writer.CsvWriter;

import io.multigate.feature.EncodedBatch;
import io.multigate.inference.Predictions;
import io.multigate.model.Funnel;
import io.multigate.model.Task;

/**
 * Predictions as CSV, one line a row: {@code pctr,pcvr,pctcvr}, or one column a task for a model without a funnel. They
 * are written beside the file and take its place when all are there, so it is either the one before or whole.
 */
final class PredictionFile implements ModelJudge.Listener, AutoCloseable {

    private final Path target;

    private final Path draft;

    private final Optional<Funnel> funnel;

    private final CsvWriter csv;

    private boolean complete;

    PredictionFile(Path file, List<Task> tasks) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "is no regular file");
        }
        this.target = file.toAbsolutePath();
        this.draft = this.target.resolveSibling("." + this.target.getFileName() + "." + ProcessHandle.current().pid());
        this.funnel = Funnel.of(tasks);
        this.csv = CsvWriter.builder().build(Files.newBufferedWriter(this.draft, StandardCharsets.UTF_8));
        this.csv.writeRecord(this.funnel.isPresent()
                ? List.of("pctr", "pcvr", "pctcvr")
                : tasks.stream().map(Task::name).toList());
    }

    /** @throws java.io.UncheckedIOException if they cannot be written */
    @Override
    public void scored(List<Example> examples, EncodedBatch batch, Predictions predictions) {
        for (int row = 0; row < examples.size(); row++) {
            this.csv.writeRecord(line(predictions, row));
        }
    }

    private String[] line(Predictions predictions, int row) {
        float[] values = new float[predictions.tasks().size()];
        for (int task = 0; task < values.length; task++) {
            values[task] = predictions.values()[task][row];
        }
        if (this.funnel.isPresent()) {
            values = new float[]{predictions.pCtr(this.funnel.get(), row), predictions.pCvr(this.funnel.get(), row),
                    predictions.pCtcvr(this.funnel.get(), row)};
        }
        String[] line = new String[values.length];
        for (int i = 0; i < line.length; i++) {
            line[i] = Float.toString(values[i]);
        }
        return line;
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
