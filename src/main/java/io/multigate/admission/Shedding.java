package io.multigate.admission;

import java.util.function.LongSupplier;

/**
 * Tells a burst, which a queue is for, from a standing queue, which only makes every answer late. As in CoDel (Nichols and
 * Jacobson 2012, "Controlling Queue Delay") the sign is the least wait that any call of an interval had: while it stands
 * above the target, no more calls may wait than are worked off within the target. Unlike CoDel, which drops at the head of
 * the queue, calls are turned away on arrival: they learn at once that they should try elsewhere. Thread safe.
 */
final class Shedding {

    /** Calls that an interval has at least: the least wait of one alone says nothing. */
    private static final int CALLS = 4;

    /** The mean time of a call follows the last few dozen. */
    private static final double WEIGHT = 1.0 / 32;

    /** Threads that rest a quarter of the time are not overloaded, whatever bursts are turned away. */
    private static final double BUSY = 0.75;

    /** Intervals for which they have to: a queue of one or two calls leaves a thread without work now and then. */
    private static final int RESTED = 5;

    private final AdmissionLimits limits;

    private final LongSupplier nanoClock;

    private final double target;

    private final double interval;

    private long windowStart;

    private long leastWait = Long.MAX_VALUE;

    private boolean turnedAway;

    private boolean shedding;

    /** Since when the threads have rested, ended by an interval in which they did not. */
    private long restedSince;

    /** Calls on the threads, up to when {@link #spent} counts them, and the nanoseconds they took of this interval. */
    private int working;

    private long counted;

    private double spent;

    /** Mean time that a call keeps a thread, in nanoseconds; 0 before the first. */
    private double work;

    Shedding(AdmissionLimits limits, LongSupplier nanoClock) {
        this.limits = limits;
        this.nanoClock = nanoClock;
        this.target = limits.target().toNanos();
        this.interval = limits.interval().toNanos();
        this.windowStart = nanoClock.getAsLong();
        this.restedSince = this.windowStart;
        this.counted = this.windowStart;
    }

    /** A call got its thread after waiting so many nanoseconds. */
    synchronized void started(long waited) {
        roll();
        this.leastWait = Math.min(this.leastWait, waited);
        this.working++;
    }

    /**
     * A call kept its thread for so many nanoseconds.
     * @param whole whether it was done to its end; one that was given up says only that it takes no less
     */
    synchronized void finished(long took, boolean whole) {
        roll();
        this.working--;
        if (whole || took > this.work) {
            this.work = (this.work == 0) ? took : this.work + WEIGHT * (took - this.work);
        }
    }

    /** A call was turned away because of what {@link #room} said. */
    synchronized void turnedAway() {
        this.turnedAway = true;
    }

    /** How many calls may wait now. */
    synchronized int room() {
        roll();
        if (!this.shedding || this.work == 0) {
            return this.limits.queue();
        }
        return (int) Math.min(this.limits.queue(), Math.max(1, target() * this.limits.threads() / this.work));
    }

    /**
     * In how many nanoseconds a call behind so many others is answered; at once where a thread is free, so that a mean
     * which is too great mends itself.
     */
    synchronized long expectedAnswer(int waiting) {
        return (waiting <= 0) ? 0 : (long) (((double) waiting / this.limits.threads() + 1) * this.work);
    }

    /** No less than one call takes: shorter queues leave threads without work. */
    private double target() {
        return Math.max(this.target, this.work);
    }

    private double interval() {
        return Math.max(this.interval, this.work * CALLS);
    }

    /**
     * Shedding begins after an interval in which every call waited too long and the threads hardly rested: of one that
     * nothing ended for long, only its burst waited. It ends after one that turned none away, and when the threads have
     * rested for some: calls that come in bursts would keep it up for ever.
     */
    private void roll() {
        long now = this.nanoClock.getAsLong();
        this.spent += (double) this.working * (now - this.counted);
        this.counted = now;
        long length = now - this.windowStart;
        if (length < interval()) {
            return;
        }
        boolean busy = this.spent > BUSY * length * this.limits.threads();
        if (busy) {
            this.restedSince = now;
        }
        this.shedding = this.shedding
                ? this.turnedAway && now - this.restedSince < RESTED * interval()
                : busy && this.leastWait != Long.MAX_VALUE && this.leastWait > target();
        this.windowStart = now;
        this.leastWait = Long.MAX_VALUE;
        this.turnedAway = false;
        this.spent = 0;
    }

}
