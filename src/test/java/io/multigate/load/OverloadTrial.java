package io.multigate.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Sends far more than a service can answer, and then what it can. Windows of overload stand between windows that find what
 * saturates the service, for a machine that others share changes its pace.
 *
 * @param port of the service
 * @param path of the score operation
 * @param bodies what is posted in turn
 * @param checker is shown each answer
 * @param warmUp how long the compiler sees calls answered, and then turned away, before anything is measured
 * @param rounds how often
 * @param window how long saturation is measured and how long the overload lasts, each time
 * @param times what is sent in proportion to what saturates
 * @param timeout that the requests name
 * @param afterwards what is sent after the overload, in proportion to what saturates
 */
public record OverloadTrial(int port, String path, List<byte[]> bodies, LoadGenerator.AnswerChecker checker,
        Duration warmUp, int rounds, Duration window, double times, Duration timeout, double afterwards) {

    private static final int CONNECTIONS = 2;

    private static final long SECOND = 1_000_000_000;

    /** By more than this a generator that sends so little is late only when others take the machine. */
    private static final double LATE_MILLIS = 50;

    /**
     * What was found.
     * @param control the calls that found the peak once more than needed, right before the first that counts
     * @param saturated the calls that found the peak, before each overload and after the last
     * @param overloads the calls of each overload
     * @param after the calls that follow the last one
     * @param end when the last call of the last overload was to be sent, in nanoseconds
     */
    public record Findings(LoadOutcome control, List<LoadOutcome> saturated, List<LoadOutcome> overloads,
            LoadOutcome after, long end) {

        /** Right answers a second when saturated; the median. */
        public double peak() {
            return Median.of(this.saturated.stream().mapToDouble(LoadOutcome::rate));
        }

        /** What is wrong with answers, and with calls that were neither answered nor turned away, by anyone. */
        public List<String> faults() {
            Stream<LoadOutcome> taken = this.overloads.stream()
                    .map((overload) -> overload.that((call) -> call.status() != LoadOutcome.REFUSED));
            return Stream.concat(this.saturated.stream(), taken)
                    .reduce(this.control.and(this.after), LoadOutcome::and)
                    .that((call) -> call.status() == 200 || !ALLOWED.contains(call.status()))
                    .faults();
        }

        /** All overloads as one. */
        public LoadOutcome overload() {
            return this.overloads.stream().reduce(new LoadOutcome(List.of()), LoadOutcome::and);
        }

        /** Calls of the overloads whose new connections ended before a byte of the answer. */
        public LoadOutcome reset() {
            return overload().that((call) -> call.status() == LoadOutcome.REFUSED);
        }

        public LoadOutcome accepted() {
            return overload().that((call) -> call.status() == 200);
        }

        public LoadOutcome rejected() {
            return overload().that((call) -> call.status() == 503);
        }

        /**
         * Right answers a second until an overload ends, in proportion to the peak, the mean of those before and after; the
         * median.
         */
        public double goodput() {
            return Median.of(IntStream.range(0, this.overloads.size())
                    .mapToDouble((i) -> 2 * goodRate(this.overloads.get(i))
                            / (this.saturated.get(i).rate() + this.saturated.get(i + 1).rate())));
        }

        /** The first peak in proportion to the one right before it: what the noise alone does. */
        public double noise() {
            return this.saturated.getFirst().rate() / this.control.rate();
        }

        /** The last peak in proportion to the first: the machine's pace, and what overloads leave behind. */
        public double wear() {
            return this.saturated.getLast().rate() / this.saturated.getFirst().rate();
        }

        private static double goodRate(LoadOutcome overload) {
            long first = overload.calls().stream().mapToLong(LoadOutcome.Call::intended).min().orElseThrow();
            long end = lastIntended(overload);
            return overload.that((call) -> call.right() && call.done() <= end).calls().size() * 1e9 / (end - first);
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

        /** Calls that were not answered though the service had recovered. */
        public List<LoadOutcome.Call> relapses() {
            long recovered = this.end + recovery().toNanos();
            return unanswered().stream()
                    .filter((call) -> call.intended() > recovered)
                    .toList();
        }

        /** Though the generator sent what it should. */
        private List<LoadOutcome.Call> unanswered() {
            return this.after.that((call) -> !call.right())
                    .calls()
                    .stream()
                    .filter((call) -> !isLateAround(call.intended()))
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
                    "peak %.0f/s, the first %.2f of one right before, the last %.2f of the first; overload: %s%ngoodput %.1f %% of the peak; accepted: p50 %.2f, "
                            + "p99 %.2f ms; rejected: p50 %.2f, p99 %.2f ms; recovered after %d ms: %s",
                    peak(), noise(), wear(), overload(), 100 * goodput(), accepted().latency(50),
                    accepted().latency(99),
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
            List<LoadOutcome> saturated = new ArrayList<>();
            List<LoadOutcome> overloads = new ArrayList<>();
            LoadOutcome control = generator.closed(CONNECTIONS, this.window);
            saturated.add(generator.closed(CONNECTIONS, this.window));
            for (int round = 0; round < this.rounds - 1; round++) {
                overloads.add(generator.open(this.times * saturated.getLast().rate(), this.window));
                saturated.add(generator.closed(CONNECTIONS, this.window));
            }
            double peak = saturated.getLast().rate();
            LoadOutcome last = generator.open(this.times * peak, this.window);
            overloads.add(last);
            LoadOutcome after = generator.open(this.afterwards * peak, Duration.ofSeconds(5));
            saturated.add(generator.closed(CONNECTIONS, this.window));
            return new Findings(control, saturated, overloads, after, lastIntended(last));
        }
    }

    /** When the last call was to be sent. */
    private static long lastIntended(LoadOutcome overload) {
        return overload.calls().stream().mapToLong(LoadOutcome.Call::intended).max().orElseThrow();
    }

    /** Statuses that an overloaded service may answer. */
    public static final List<Integer> ALLOWED = List.of(200, 503, 504);

}
