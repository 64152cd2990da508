package io.multigate.command;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import io.multigate.training.ReadingProgress;

/** Draws one progress bar a reading of a file. */
final class ReadingBars implements ReadingProgress, AutoCloseable {

    private final boolean quiet;

    private @Nullable Progress bar;

    ReadingBars(boolean quiet) {
        this.quiet = quiet;
    }

    @Override
    public void at(Path file, long done, long size) {
        if (this.bar == null) {
            this.bar = Progress.start("read " + file.getFileName(), "of the file", size, this.quiet);
        }
        this.bar.at(done);
        if (done >= size) {
            close();
        }
    }

    @Override
    public void close() {
        if (this.bar != null) {
            this.bar.close();
            this.bar = null;
        }
    }

}
