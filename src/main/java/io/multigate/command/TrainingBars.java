package io.multigate.command;

import java.io.PrintWriter;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.multigate.network.TrainingProgress;

/** Draws one progress bar an epoch, with the loss, and leaves one line an epoch behind, with the speed of its steps. */
final class TrainingBars implements TrainingProgress, AutoCloseable {

    /** Share of the latest step in the loss that is shown, for one step's loss jumps about. */
    private static final double SMOOTHING = 0.02;

    private final PrintWriter out;

    private final boolean quiet;

    private int epoch = 1;

    private double smoothed = Double.NaN;

    /** Rows of the epoch's first step, whose start was not seen. */
    private long rowsBefore;

    private long firstStepEnded;

    private double rowsASecond = Double.NaN;

    private @Nullable Progress bar;

    TrainingBars(PrintWriter out, boolean quiet) {
        this.out = out;
        this.quiet = quiet;
    }

    @Override
    public void batch(long rowsDone, long rowsTotal, double loss) {
        if (this.bar == null) {
            this.bar = Progress.start("epoch " + this.epoch, "rows", rowsTotal, this.quiet);
            this.rowsBefore = rowsDone;
            this.firstStepEnded = System.nanoTime();
        }
        this.rowsASecond = 1e9 * (rowsDone - this.rowsBefore) / (System.nanoTime() - this.firstStepEnded);
        this.smoothed = Double.isNaN(this.smoothed) ? loss : this.smoothed + SMOOTHING * (loss - this.smoothed);
        this.bar.message(String.format(Locale.ROOT, "loss %.5f", this.smoothed));
        this.bar.at(rowsDone);
    }

    @Override
    public void epoch(int epoch, double trainLoss, double validationLoss) {
        close();
        this.epoch = epoch + 1;
        String validation = Double.isNaN(validationLoss)
                ? ""
                : String.format(Locale.ROOT, ", held-out loss %.5f", validationLoss);
        String speed = (this.rowsASecond > 0)
                ? String.format(Locale.ROOT, "; %.0f rows a second", this.rowsASecond)
                : "";
        this.out.printf(Locale.ROOT, "epoch %d: loss %.5f%s%s%n", epoch, trainLoss, validation, speed);
        this.out.flush();
    }

    @Override
    public void close() {
        if (this.bar != null) {
            this.bar.close();
            this.bar = null;
        }
    }

}
