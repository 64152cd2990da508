package io.multigate.scoring;

import java.time.Instant;
import java.util.OptionalLong;

/** Spares the log where something befalls every call: ten lines a second. */
final class LineLimit {

    private static final int LINES_A_SECOND = 10;

    private long second;

    private int lines;

    private long suppressed;

    /**
     * Asks for a line.
     * @return how many were suppressed since the last one, or nothing if this one is to be suppressed too
     */
    synchronized OptionalLong line(Instant now) {
        if (now.getEpochSecond() != this.second) {
            this.second = now.getEpochSecond();
            this.lines = 0;
        }
        if (this.lines == LINES_A_SECOND) {
            this.suppressed++;
            return OptionalLong.empty();
        }
        this.lines++;
        long unlogged = this.suppressed;
        this.suppressed = 0;
        return OptionalLong.of(unlogged);
    }

}
