package io.multigate.admission;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Bounds the calls that are inside at once and the memory that their bodies take, from before a body is read until the
 * answer is rendered. A call enters at once or is turned away at once: when all places are taken, when too many already
 * wait for a thread, or when its answer would come after its deadline. A queue without a bound only turns overload into
 * late answers.
 */
public final class Admission {

    private final AdmissionLimits limits;

    private final LongSupplier nanoClock;

    private final Semaphore places;

    /** Calls whose bodies have been read: they wait for a thread or have one. */
    private final AtomicInteger ready = new AtomicInteger();

    /** Bytes that the bodies of the calls inside take, and the answers that are being sent. */
    private final AtomicLong held = new AtomicLong();

    private final Shedding shedding;

    /**
     * An entrance.
     * @param limits how much may be inside
     * @param nanoClock nanoseconds since any fixed moment
     */
    public Admission(AdmissionLimits limits, LongSupplier nanoClock) {
        this.limits = limits;
        this.nanoClock = nanoClock;
        this.places = new Semaphore(places());
        this.shedding = new Shedding(limits, nanoClock);
    }

    private int places() {
        return this.limits.threads() + this.limits.queue();
    }

    /** Enters with as much time as any call may take. */
    public Entry enter() {
        return enter(this.limits.patience());
    }

    /**
     * Takes a place inside, which its {@link Entry} gives back.
     * @param wanted how long the caller will wait; more than any call may take is cut to that
     * @throws RejectedCallException when the caller's time is up already, or when it must not enter
     */
    public Entry enter(Duration wanted) {
        Duration patience = (wanted.compareTo(this.limits.patience()) < 0) ? wanted : this.limits.patience();
        Deadline deadline = Deadline.after(patience, this.nanoClock);
        deadline.check();
        requireRoom(deadline);
        if (!this.places.tryAcquire()) {
            throw overloaded();
        }
        return new Entry(deadline);
    }

    /**
     * Turns a call away, before anything of it is looked at, that would not be let in however long it may wait.
     * @return whether it did
     */
    public boolean turnsAway() {
        if (this.places.availablePermits() > 0 && hasRoom(this.ready.get() - this.limits.threads())) {
            return false;
        }
        this.shedding.turnedAway();
        return true;
    }

    private boolean hasRoom(int waiting) {
        return waiting < this.shedding.room();
    }

    private void requireRoom(Deadline deadline) {
        int waiting = this.ready.get() - this.limits.threads();
        if (!hasRoom(waiting)) {
            throw overloaded();
        }
        if (this.shedding.expectedAnswer(waiting + 1) > deadline.remaining().toNanos()) {
            // A caller in a hurry, which says nothing of how long the queue is.
            throw new RejectedCallException(RejectionReason.OVERLOADED);
        }
    }

    private RejectedCallException overloaded() {
        this.shedding.turnedAway();
        return new RejectedCallException(RejectionReason.OVERLOADED);
    }

    /**
     * Takes memory for an answer, beside the bodies, until it is given back.
     * @throws RejectedCallException if together they take as much as they may
     */
    public Holding hold(long bytes) {
        if (this.held.addAndGet(bytes) > this.limits.bodies()) {
            this.held.addAndGet(-bytes);
            throw new RejectedCallException(RejectionReason.MEMORY);
        }
        return () -> this.held.addAndGet(-bytes);
    }

    /** Memory that closing gives back; to be closed once. */
    @FunctionalInterface
    public interface Holding extends AutoCloseable {

        @Override
        void close();

    }

    /** Calls that are inside now. */
    public int inside() {
        return places() - this.places.availablePermits();
    }

    /** Bytes that the bodies inside and the answers on their way take now. */
    public long held() {
        return this.held.get();
    }

    /** A place inside. Closing it twice gives it back once. */
    public final class Entry implements AutoCloseable {

        private static final long NEVER = Long.MIN_VALUE;

        private final Deadline deadline;

        private final AtomicBoolean closed = new AtomicBoolean();

        private final AtomicLong bytes = new AtomicLong();

        private volatile long queued = NEVER;

        private volatile long started = NEVER;

        private Entry(Deadline deadline) {
            this.deadline = deadline;
        }

        /** By when the call must be answered. */
        public Deadline deadline() {
            return this.deadline;
        }

        /**
         * The call's body takes so many more bytes from now on; asked before they are taken.
         * @throws RejectedCallException when the bodies inside already take as much as they may
         */
        public void hold(long more) {
            this.bytes.addAndGet(more);
            if (Admission.this.held.addAndGet(more) > Admission.this.limits.bodies()) {
                throw new RejectedCallException(RejectionReason.MEMORY);
            }
        }

        /**
         * The call is read and waits for a thread from now on.
         * @throws RejectedCallException when too many wait by now, or its deadline has passed or would
         */
        public void queued() {
            this.deadline.check();
            requireRoom(this.deadline);
            Admission.this.ready.incrementAndGet();
            this.queued = Admission.this.nanoClock.getAsLong();
        }

        /** The call has got its thread. */
        public void started() {
            this.started = Admission.this.nanoClock.getAsLong();
            Admission.this.shedding.started(this.started - this.queued);
        }

        @Override
        public void close() {
            if (this.closed.compareAndSet(false, true)) {
                if (this.queued != NEVER) {
                    Admission.this.ready.decrementAndGet();
                }
                if (this.started != NEVER) {
                    Admission.this.shedding.finished(Admission.this.nanoClock.getAsLong() - this.started,
                            this.deadline.remaining().isPositive());
                }
                Admission.this.held.addAndGet(-this.bytes.get());
                Admission.this.places.release();
            }
        }

    }

}
