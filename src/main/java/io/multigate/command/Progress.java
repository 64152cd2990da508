package io.multigate.command;

import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on standard error; nothing at all when that is no terminal, so that logs stay readable. */
final class Progress implements AutoCloseable {

    private final @Nullable ProgressBar bar;

    private Progress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    /**
     * Starts a bar.
     * @param task what takes so long
     * @param unit what is counted, such as {@code rows}
     * @param total how many there are, or -1 when nobody knows
     * @param quiet whether the caller wants none
     */
    static Progress start(String task, String unit, long total, boolean quiet) {
        boolean drawn = !quiet && Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        return new Progress(drawn ? bar(task, unit, total, System.err) : null);
    }

    private static ProgressBar bar(String task, String unit, long total, PrintStream out) {
        return new ProgressBarBuilder().setTaskName(task)
                .setInitialMax(total)
                .setUnit(" " + unit, 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(250)
                .showSpeed()
                .setConsumer(new ConsoleProgressBarConsumer(out))
                .build();
    }

    void at(long count) {
        if (this.bar != null) {
            this.bar.stepTo(count);
        }
    }

    void message(String message) {
        if (this.bar != null) {
            this.bar.setExtraMessage(" " + message);
        }
    }

    /** Wipes the bar off its line, for another line to be printed; it draws itself anew below. */
    void wipe() {
        if (this.bar != null) {
            System.err.print("\r\u001B[K");
            System.err.flush();
        }
    }

    @Override
    public void close() {
        if (this.bar != null) {
            this.bar.close();
        }
    }

}
