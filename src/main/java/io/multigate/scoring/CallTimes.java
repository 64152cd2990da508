package io.multigate.scoring;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** When the stages of one call ended, by {@link System#nanoTime}; written and read by the thread that scores it. */
final class CallTimes {

    private final long[] ends = new long[Stage.values().length];

    private final long queued;

    private int ended;

    private int candidates;

    CallTimes(long queued) {
        this.queued = queued;
    }

    /** Notes that the next stage has ended. */
    void ended(long end) {
        this.ends[this.ended++] = end;
    }

    void candidates(int count) {
        this.candidates = count;
    }

    int candidates() {
        return this.candidates;
    }

    long total(long end) {
        return end - this.queued;
    }

    /** Milliseconds in a stage; one that failed lasted until the call's end, and those after it took none. */
    double milliseconds(Stage stage, long end) {
        int index = List.of(Stage.values()).indexOf(stage);
        if (index > this.ended) {
            return 0;
        }
        long start = (index == 0) ? this.queued : this.ends[index - 1];
        return milliseconds(((index == this.ended) ? end : this.ends[index]) - start);
    }

    static double milliseconds(long nanoseconds) {
        return TimeUnit.NANOSECONDS.toMicros(nanoseconds) / 1000.0;
    }

}
