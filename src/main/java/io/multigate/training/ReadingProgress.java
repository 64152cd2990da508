package io.multigate.training;

import java.nio.file.Path;

/** Is told how far a data file is read. */
@FunctionalInterface
public interface ReadingProgress {

    /** Nobody listens. */
    ReadingProgress NONE = (file, done, size) -> {
    };

    /**
     * A part is read.
     * @param file which
     * @param done bytes of a CSV file, rows of a Parquet file; all of them when the reading ends, and not before
     * @param size how many there are in all
     */
    void at(Path file, long done, long size);

}
