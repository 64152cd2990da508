package io.multigate.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What came of a load.
 *
 * @param calls in no order
 */
public record LoadOutcome(List<Call> calls) {

    /** In place of a status: the connection was refused, or ended before a byte of the answer. */
    public static final int REFUSED = 0;

    /** In place of a status: the connection ended within the answer, or no answer came in time. */
    public static final int LOST = -1;

    /**
     * One call; times in nanoseconds.
     * @param intended when it was to be sent
     * @param sent when it was sent
     * @param done when it was answered
     * @param status of HTTP, or {@link #REFUSED} or {@link #LOST}
     * @param fault what is wrong with the answer, or why there is none
     */
    public record Call(long intended, long sent, long done, int status, @Nullable String fault) {

        /** Whether the answer is a score, and the right one. */
        public boolean right() {
            return this.status == 200 && this.fault == null;
        }

        /** From the moment at which it was to be sent: a generator that is held up hides nothing. */
        public long latency() {
            return this.done - this.intended;
        }

        long lateness() {
            return this.sent - this.intended;
        }

    }

    /** Both together. */
    public LoadOutcome and(LoadOutcome other) {
        List<Call> all = new ArrayList<>(this.calls);
        all.addAll(other.calls);
        return new LoadOutcome(all);
    }

    /** Calls of one kind. */
    public LoadOutcome that(Predicate<Call> kind) {
        return new LoadOutcome(this.calls.stream().filter(kind).toList());
    }

    /** The first of the faults. */
    public List<String> faults() {
        return this.calls.stream()
                .filter((call) -> !call.right())
                .limit(5)
                .map((call) -> call.status() + " " + call.fault())
                .toList();
    }

    /** How many calls had each status. */
    public Map<Integer, Long> statuses() {
        return this.calls.stream().collect(Collectors.groupingBy(Call::status, TreeMap::new, Collectors.counting()));
    }

    /** Right answers a second, from the first call to the last. */
    public double rate() {
        long first = this.calls.stream().mapToLong(Call::intended).min().orElse(0);
        long last = this.calls.stream().mapToLong(Call::done).max().orElse(1);
        return 1e9 * this.calls.stream().filter(Call::right).count() / (last - first);
    }

    /** Milliseconds from the intended moment to the answer, at this percentile. */
    public double latency(double percentile) {
        return percentile(percentile, Call::latency);
    }

    /** Milliseconds by which the generator itself was late, at this percentile. */
    public double lateness(double percentile) {
        return percentile(percentile, Call::lateness);
    }

    private double percentile(double percentile, ToLongFunction<Call> time) {
        long[] sorted = this.calls.stream().mapToLong(time).sorted().toArray();
        if (sorted.length == 0) {
            return 0;
        }
        return sorted[(int) Math.min(sorted.length - 1L, (long) (percentile / 100 * sorted.length))] / 1e6;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT,
                "%d calls, by status %s; ms: p50 %.2f, p99 %.2f, p99.9 %.2f; sent late by p99 %.2f",
                this.calls.size(), statuses(), latency(50), latency(99), latency(99.9), lateness(99));
    }

}
