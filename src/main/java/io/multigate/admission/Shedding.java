package io.multigate.admission;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells a burst, which a queue is for, from a standing queue, which only makes every answer late. As in CoDel (Nichols and
 * Jacobson 2012, "Controlling Queue Delay") the sign is the least wait that any call of an interval had: while it stands
 * above the target, no more calls may wait than are worked off within the target. Unlike CoDel, which drops at the head of
 * the queue, calls are turned away on arrival: they learn at once that they should try elsewhere. Thread safe.
 */
final class Shedding {

    /** The mean time of a call follows the last few dozen. */
    private static final double WEIGHT = 1.0 / 32;

    private final long target;

    private final long interval;

    private final LongSupplier nanoClock;

    private long windowStart;

    private long leastWait = Long.MAX_VALUE;

    private boolean turnedAway;

    private boolean shedding;

    /** Mean time that a call keeps a thread, in nanoseconds; 0 before the first. */
    private double work;

    Shedding(Duration target, Duration interval, LongSupplier nanoClock) {
        this.target = target.toNanos();
        this.interval = interval.toNanos();
        this.nanoClock = nanoClock;
        this.windowStart = nanoClock.getAsLong();
    }

    /** A call got its thread after waiting so many nanoseconds. */
    synchronized void started(long waited) {
        roll();
        this.leastWait = Math.min(this.leastWait, waited);
    }

    /** A call kept its thread for so many nanoseconds. */
    synchronized void finished(long took) {
        this.work = (this.work == 0) ? took : this.work + WEIGHT * (took - this.work);
    }

    /** A call was turned away because of what {@link #room} said. */
    synchronized void turnedAway() {
        this.turnedAway = true;
    }

    /**
     * How many calls may wait now.
     * @param threads that work calls off
     * @param queue the most that may ever wait
     */
    synchronized int room(int threads, int queue) {
        roll();
        if (!this.shedding || this.work == 0) {
            return queue;
        }
        return (int) Math.min(queue, Math.max(1, this.target * threads / this.work));
    }

    /** How long a call has to wait behind so many others, in nanoseconds. */
    synchronized long expectedWait(int waiting, int threads) {
        return (long) (Math.max(0, waiting) * this.work / threads);
    }

    /** Shedding begins after an interval in which every call waited too long, and ends after one that turned none away. */
    private void roll() {
        long now = this.nanoClock.getAsLong();
        if (now - this.windowStart < this.interval) {
            return;
        }
        this.shedding = this.shedding
                ? this.turnedAway
                : this.leastWait != Long.MAX_VALUE && this.leastWait > this.target;
        this.windowStart = now;
        this.leastWait = Long.MAX_VALUE;
        this.turnedAway = false;
    }

}
