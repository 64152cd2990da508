package io.multigate.admission;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The moment by which a call must be answered, on a clock that never jumps. */
public final class Deadline {

    private final LongSupplier nanoClock;

    private final long end;

    private Deadline(LongSupplier nanoClock, long end) {
        this.nanoClock = nanoClock;
        this.end = end;
    }

    /**
     * The moment that lies this far ahead.
     * @param duration how far
     * @param nanoClock nanoseconds since any fixed moment, such as {@link System#nanoTime}
     */
    static Deadline after(Duration duration, LongSupplier nanoClock) {
        return new Deadline(nanoClock, nanoClock.getAsLong() + duration.toNanos());
    }

    /** What is left of the time, zero or below when it has passed. */
    public Duration remaining() {
        return Duration.ofNanos(this.end - this.nanoClock.getAsLong());
    }

    /**
     * Stops a call that is late.
     * @throws RejectedCallException when the deadline has passed
     */
    public void check() {
        if (!remaining().isPositive()) {
            throw new RejectedCallException(RejectionReason.DEADLINE);
        }
    }

}
