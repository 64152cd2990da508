package io.multigate.admission;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Bounds the calls that are inside at once, from before a body is read until the answer is rendered. A call enters at
 * once or is turned away at once: a queue without a bound only turns overload into late answers.
 */
public final class Admission {

    private final int limit;

    private final Duration patience;

    private final LongSupplier nanoClock;

    private final Semaphore places;

    /**
     * An entrance.
     * @param limit calls inside at once, at least 1
     * @param patience how long a call may take from its entry to its answer
     * @param nanoClock nanoseconds since any fixed moment
     */
    public Admission(int limit, Duration patience, LongSupplier nanoClock) {
        this.limit = limit;
        this.patience = patience;
        this.nanoClock = nanoClock;
        this.places = new Semaphore(limit);
    }

    /**
     * Takes a place inside, which its {@link Entry} gives back.
     * @throws RejectedCallException when all places are taken
     */
    public Entry enter() {
        if (!this.places.tryAcquire()) {
            throw new RejectedCallException(RejectionReason.OVERLOADED);
        }
        return new Entry(Deadline.after(this.patience, this.nanoClock));
    }

    /** Calls that are inside now. */
    public int inside() {
        return this.limit - this.places.availablePermits();
    }

    /** A place inside. Closing it twice gives it back once. */
    public final class Entry implements AutoCloseable {

        private final Deadline deadline;

        private final AtomicBoolean closed = new AtomicBoolean();

        private Entry(Deadline deadline) {
            this.deadline = deadline;
        }

        /** By when the call must be answered. */
        public Deadline deadline() {
            return this.deadline;
        }

        @Override
        public void close() {
            if (this.closed.compareAndSet(false, true)) {
                Admission.this.places.release();
            }
        }

    }

}
