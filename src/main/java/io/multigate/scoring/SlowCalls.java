package io.multigate.scoring;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.multigate.model.ModelId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps and logs the latest calls that took long. A call that did not costs a few notes of the time. */
final class SlowCalls {

    private static final Logger LOG = LoggerFactory.getLogger(SlowCalls.class);

    private static final int KEPT = 20;

    private final long threshold;

    /** The newest first. */
    private final Deque<SlowCall> latest = new ArrayDeque<>(KEPT);

    private final LineLimit limit = new LineLimit();

    SlowCalls(Duration threshold) {
        this.threshold = threshold.isZero() ? Long.MAX_VALUE : threshold.toNanos();
    }

    /** Looks at a call that has ended. */
    void ended(ModelId model, ScoringCall call, CallTimes times, Outcome outcome, long end) {
        if (times.total(end) < this.threshold) {
            return;
        }
        keep(new SlowCall(Instant.now(), call.requestId(), model.name(), model.version(), times.candidates(),
                outcome.tag(), times.milliseconds(Stage.QUEUE, end),
                times.milliseconds(Stage.DECODE, end), times.milliseconds(Stage.INFER, end),
                times.milliseconds(Stage.RENDER, end), CallTimes.milliseconds(times.total(end))), call);
    }

    private void keep(SlowCall call, ScoringCall asked) {
        synchronized (this.latest) {
            if (this.latest.size() == KEPT) {
                this.latest.removeLast();
            }
            this.latest.addFirst(call);
        }
        this.limit.line(call.end()).ifPresent((unlogged) -> CallContext.within(asked, () -> LOG.warn(
                "slow: {}/{} took {} ms for {} candidates, {}: queue {}, decode {}, infer {}, render {}; {} more were"
                        + " not logged",
                call.model(), call.version(), call.total(), call.candidates(), call.outcome(),
                call.queue(), call.decode(), call.infer(), call.render(), unlogged)));
    }

    /** The newest first. */
    List<SlowCall> latest() {
        synchronized (this.latest) {
            return List.copyOf(this.latest);
        }
    }

}
