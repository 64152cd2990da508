package io.multigate.scoring;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.multigate.model.ModelId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Keeps and logs the latest calls that took long. A call that did not costs a few notes of the time. */
final class SlowCalls {

    private static final Logger LOG = LoggerFactory.getLogger(SlowCalls.class);

    private static final int KEPT = 20;

    private static final int LINES_A_SECOND = 10;

    private final long threshold;

    /** The newest first. */
    private final Deque<SlowCall> latest = new ArrayDeque<>(KEPT);

    private long second;

    private int lines;

    private long suppressed;

    SlowCalls(Duration threshold) {
        this.threshold = threshold.isZero() ? Long.MAX_VALUE : threshold.toNanos();
    }

    /** Looks at a call that has ended. */
    void ended(ModelId model, ScoringCall call, CallTimes times, Outcome outcome, long end) {
        if (times.total(end) < this.threshold) {
            return;
        }
        keep(new SlowCall(Instant.now(), call.requestId(), model.name(), model.version(), times.candidates(),
                outcome.name().toLowerCase(Locale.ROOT), times.milliseconds(Stage.QUEUE, end),
                times.milliseconds(Stage.DECODE, end), times.milliseconds(Stage.INFER, end),
                times.milliseconds(Stage.RENDER, end), CallTimes.milliseconds(times.total(end))), call.logContext());
    }

    /** Under overload every call is slow; the log is spared then. */
    private void keep(SlowCall call, Map<String, String> context) {
        long unlogged;
        synchronized (this.latest) {
            if (this.latest.size() == KEPT) {
                this.latest.removeLast();
            }
            this.latest.addFirst(call);
            if (call.end().getEpochSecond() != this.second) {
                this.second = call.end().getEpochSecond();
                this.lines = 0;
            }
            if (this.lines == LINES_A_SECOND) {
                this.suppressed++;
                return;
            }
            this.lines++;
            unlogged = this.suppressed;
            this.suppressed = 0;
        }
        // A thread that scores has no request's context of its own.
        Map<String, String> before = MDC.getCopyOfContextMap();
        MDC.setContextMap(context);
        try {
            LOG.warn(
                    "slow: {}/{} took {} ms for {} candidates, {}: queue {}, decode {}, infer {}, render {}; {} more were"
                            + " not logged",
                    call.model(), call.version(), call.total(), call.candidates(), call.outcome(),
                    call.queue(), call.decode(), call.infer(), call.render(), unlogged);
        } finally {
            MDC.setContextMap((before != null) ? before : Map.of());
        }
    }

    /** The newest first. */
    List<SlowCall> latest() {
        synchronized (this.latest) {
            return List.copyOf(this.latest);
        }
    }

}
