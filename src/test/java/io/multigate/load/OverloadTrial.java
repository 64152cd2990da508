package io.multigate.load;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Sends far more than a service can answer, and then what it can.
 *
 * @param port of the service
 * @param path of the score operation
 * @param bodies what is posted in turn
 * @param checker is shown each answer
 * @param warmUp how long the compiler sees calls answered, and then turned away, before anything is measured
 * @param window how long saturation is measured and how long the overload lasts
 * @param times what is sent in proportion to what saturates
 * @param timeout that the requests name
 * @param afterwards what is sent after the overload, in proportion to what saturates
 */
public record OverloadTrial(int port, String path, List<byte[]> bodies, LoadGenerator.AnswerChecker checker,
        Duration warmUp, Duration window, double times, Duration timeout, double afterwards) {

    private static final int CONNECTIONS = 2;

    private static final long SECOND = 1_000_000_000;

    /** By more than this a generator that sends so little is late only when others take the machine. */
    private static final double LATE_MILLIS = 50;

    /**
     * What was found.
     * @param saturated the calls that found the peak
     * @param overload the calls of the overload
     * @param after the calls that follow it
     * @param end when the last call of the overload was to be sent, in nanoseconds
     */
    public record Findings(LoadOutcome saturated, LoadOutcome overload, LoadOutcome after, long end) {

        /** Right answers a second when saturated. */
        public double peak() {
            return this.saturated.rate();
        }

        /** What is wrong with answers, and with calls that were neither answered nor turned away. */
        public List<String> faults() {
            return this.saturated.and(this.overload)
                    .and(this.after)
                    .that((call) -> call.status() == 200 || !ALLOWED.contains(call.status()))
                    .faults();
        }

        public LoadOutcome accepted() {
            return this.overload.that((call) -> call.status() == 200);
        }

        public LoadOutcome rejected() {
            return this.overload.that((call) -> call.status() == 503);
        }

        /** Right answers a second until the overload ends, in proportion to the peak. */
        public double goodput() {
            long first = this.overload.calls().stream().mapToLong(LoadOutcome.Call::intended).min().orElseThrow();
            LoadOutcome good = this.overload.that((call) -> call.right() && call.done() <= this.end);
            return good.calls().size() * 1e9 / (this.end - first) / peak();
        }

        /** From the overload's end to the first second in which every call was answered. */
        public Duration recovery() {
            long recovered = this.end;
            for (LoadOutcome.Call call : unanswered()) {
                if (call.intended() - recovered >= SECOND) {
                    break;
                }
                recovered = Math.max(recovered, call.done());
            }
            return Duration.ofNanos(recovered - this.end);
        }

        /** Calls that were not answered though the service had recovered, and the generator sent what it should. */
        public List<LoadOutcome.Call> relapses() {
            long recovered = this.end + recovery().toNanos();
            return unanswered().stream()
                    .filter((call) -> call.intended() > recovered && !isLateAround(call.intended()))
                    .toList();
        }

        private List<LoadOutcome.Call> unanswered() {
            return this.after.that((call) -> !call.right())
                    .calls()
                    .stream()
                    .sorted(Comparator.comparingLong(LoadOutcome.Call::intended))
                    .toList();
        }

        /** A machine that holds the generator up holds the service up, too. */
        private boolean isLateAround(long moment) {
            return this.after.that((call) -> Math.abs(call.intended() - moment) < SECOND).lateness(100) > LATE_MILLIS;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT,
                    "peak %.0f/s; overload: %s%ngoodput %.1f %% of the peak; accepted: p50 %.2f, p99 %.2f ms; "
                            + "rejected: p50 %.2f, p99 %.2f ms; recovered after %d ms: %s",
                    peak(), this.overload, 100 * goodput(), accepted().latency(50), accepted().latency(99),
                    rejected().latency(50), rejected().latency(99), recovery().toMillis(), this.after);
        }

    }

    /** Runs the trial. */
    public Findings run() {
        try (LoadGenerator generator = new LoadGenerator(this.port, this.path,
                "X-Request-Id: " + ExpectedAnswers.REQUEST_ID + "\r\nX-Request-Timeout-Ms: " + this.timeout.toMillis()
                        + "\r\n",
                this.bodies, this.checker)) {
            double first = generator.closed(CONNECTIONS, this.warmUp).rate();
            generator.open(this.times * first, this.warmUp);
            LoadOutcome saturated = generator.closed(CONNECTIONS, this.window);
            double peak = saturated.rate();
            LoadOutcome overload = generator.open(this.times * peak, this.window);
            long end = overload.calls().stream().mapToLong(LoadOutcome.Call::intended).max().orElseThrow();
            LoadOutcome after = generator.open(this.afterwards * peak, Duration.ofSeconds(5));
            return new Findings(saturated, overload, after, end);
        }
    }

    /** Statuses that an overloaded service may answer. */
    public static final List<Integer> ALLOWED = List.of(200, 503, 504);

}
