package io.multigate.benchmark;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Runs several sides in turn, A B C A B C and so on, so that a machine whose speed drifts treats all alike. The first
 * side runs once more at the end of each round, as a control: its two medians would be equal on a quiet machine.
 */
final class Windows {

    private static final long HIGHEST = Duration.ofMinutes(1).toNanos();

    private final int rounds;

    private final long windowNanos;

    /**
     * A comparison.
     * @param rounds windows of each side
     * @param window how long each is
     */
    Windows(int rounds, Duration window) {
        this.rounds = rounds;
        this.windowNanos = window.toNanos();
    }

    /** What is called over and over; the number counts the calls from 0. */
    @FunctionalInterface
    interface Side {

        void call(int count);

    }

    /**
     * What came of one side.
     * @param nanos mean time of a call, by window
     * @param calls the times of all calls
     */
    record Outcome(double[] nanos, Histogram calls) {

        /** Median of the windows. */
        double median() {
            double[] sorted = this.nanos.clone();
            Arrays.sort(sorted);
            return sorted[sorted.length / 2];
        }

        double percentile(double percent) {
            return this.calls.getValueAtPercentile(percent);
        }

    }

    /**
     * All sides.
     * @param sides what came of each, by name
     * @param control the larger over the smaller median of the first side's two series, 1 on a quiet machine
     */
    record Comparison(Map<String, Outcome> sides, double control) {

        /** Mean time of a call of the named side, in nanoseconds. */
        double median(String side) {
            return Objects.requireNonNull(this.sides.get(side)).median();
        }

    }

    /** Warms every side up, then compares. */
    Comparison compare(Map<String, Side> sides, Duration warmUp) {
        sides.values().forEach((side) -> window(side, warmUp.toNanos(), null));
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        sides.keySet().forEach((name) -> outcomes.put(name, empty()));
        Outcome again = empty();
        Side first = sides.values().iterator().next();
        for (int round = 0; round < this.rounds; round++) {
            for (Map.Entry<String, Side> side : sides.entrySet()) {
                Outcome outcome = Objects.requireNonNull(outcomes.get(side.getKey()));
                outcome.nanos[round] = window(side.getValue(), this.windowNanos, outcome.calls);
            }
            again.nanos[round] = window(first, this.windowNanos, again.calls);
        }
        double once = outcomes.values().iterator().next().median();
        return new Comparison(outcomes, Math.max(once, again.median()) / Math.min(once, again.median()));
    }

    private Outcome empty() {
        return new Outcome(new double[this.rounds], new Histogram(HIGHEST, 3));
    }

    private static double window(Side side, long length, @Nullable Histogram calls) {
        long start = System.nanoTime();
        long before = start;
        int count = 0;
        while (before - start < length) {
            side.call(count++);
            long after = System.nanoTime();
            if (calls != null) {
                calls.recordValue(Math.min(after - before, HIGHEST));
            }
            before = after;
        }
        return (double) (before - start) / count;
    }

}
