package io.multigate.command;

import java.io.PrintWriter;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.multigate.network.TrainingProgress;

/** Draws one progress bar an epoch, with the loss, and leaves one line an epoch behind. */
final class TrainingBars implements TrainingProgress, AutoCloseable {

    /** Share of the latest step in the loss that is shown, for one step's loss jumps about. */
    private static final double SMOOTHING = 0.02;

    private final PrintWriter out;

    private final boolean quiet;

    private int epoch = 1;

    private double smoothed = Double.NaN;

    private @Nullable Progress bar;

    TrainingBars(PrintWriter out, boolean quiet) {
        this.out = out;
        this.quiet = quiet;
    }

    @Override
    public void batch(long rowsDone, long rowsTotal, double loss) {
        if (this.bar == null) {
            this.bar = Progress.start("epoch " + this.epoch, "rows", rowsTotal, this.quiet);
        }
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
        this.out.printf(Locale.ROOT, "epoch %d: loss %.5f%s%n", epoch, trainLoss, validation);
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
