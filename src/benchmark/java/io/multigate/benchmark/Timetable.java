package io.multigate.benchmark;

import java.time.Duration;

import org.HdrHistogram.Histogram;

/**
 * When requests of a constant rate were to be sent, were sent, and were answered. Latency counts from the moment at
 * which a request was to be sent: a generator that is held up does not hide that from the figures.
 */
final class Timetable {

    private static final long HIGHEST = Duration.ofMinutes(10).toNanos();

    private final double interval;

    private final long[] sent;

    /** 0 while there is no answer. */
    private final long[] answered;

    private final boolean[] right;

    /**
     * The timetable of a run.
     * @param rate requests a second
     * @param requests how many
     */
    Timetable(int rate, int requests) {
        this.interval = 1e9 / rate;
        this.sent = new long[requests];
        this.answered = new long[requests];
        this.right = new boolean[requests];
    }

    void sent(int request, long nanos) {
        this.sent[request] = nanos;
    }

    void answered(int request, long nanos, boolean well) {
        this.answered[request] = nanos;
        this.right[request] = well;
    }

    /**
     * What came of it.
     * @param latency of the requests that were answered well, from the intended start, in nanoseconds
     * @param fromSending the same from the moment at which they were sent: without what the generator was late
     * @param lateness of all requests, how long after the intended start they were sent
     * @param failed requests without a good answer
     */
    record Outcome(Histogram latency, Histogram fromSending, Histogram lateness, int failed) {

        /** A percentile in milliseconds. */
        double latency(double percentile) {
            return this.latency.getValueAtPercentile(percentile) / 1e6;
        }

        /** A percentile in milliseconds. */
        double fromSending(double percentile) {
            return this.fromSending.getValueAtPercentile(percentile) / 1e6;
        }

        /** A percentile in milliseconds. */
        double lateness(double percentile) {
            return this.lateness.getValueAtPercentile(percentile) / 1e6;
        }

    }

    /** The first request that was sent in time sets the clock; {@code skipped} of them warm up and are not counted. */
    Outcome outcome(int skipped) {
        double start = Double.POSITIVE_INFINITY;
        for (int i = 0; i < this.sent.length; i++) {
            if (this.sent[i] != 0) {
                start = Math.min(start, this.sent[i] - i * this.interval);
            }
        }
        Histogram latency = new Histogram(HIGHEST, 3);
        Histogram fromSending = new Histogram(HIGHEST, 3);
        Histogram lateness = new Histogram(HIGHEST, 3);
        int failed = 0;
        for (int i = skipped; i < this.sent.length; i++) {
            long intended = (long) (start + i * this.interval);
            if (this.answered[i] == 0 || !this.right[i]) {
                failed++;
            } else {
                latency.recordValue(this.answered[i] - intended);
                fromSending.recordValue(this.answered[i] - this.sent[i]);
            }
            lateness.recordValue(Math.max(this.sent[i], intended) - intended);
        }
        return new Outcome(latency, fromSending, lateness, failed);
    }

}
