package io.multigate.admission;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;

/** An entrance to one thread that takes 10 ms a call, and a clock that only the test moves. */
final class OneThread {

    static final Duration WORK = Duration.ofMillis(10);

    private final AtomicLong clock = new AtomicLong();

    final Admission admission = new Admission(
            new AdmissionLimits(1, 8, Duration.ofSeconds(2), Duration.ofMillis(20), Duration.ofMillis(100),
                    1000),
            this.clock::get);

    /** Calls that are inside, the first of them on the thread. */
    final Deque<Admission.Entry> line = new ArrayDeque<>();

    private int turnedAway;

    void arrive() {
        try {
            Admission.Entry entry = this.admission.enter();
            entry.queued();
            this.line.add(entry);
            if (this.line.size() == 1) {
                entry.started();
            }
        } catch (RejectedCallException ex) {
            assertThat(ex.reason()).isEqualTo(RejectionReason.OVERLOADED);
            this.turnedAway++;
        }
    }

    /** The thread ends its call and takes the next. */
    void work() {
        work(WORK);
    }

    void work(Duration took) {
        this.clock.addAndGet(took.toNanos());
        if (!this.line.isEmpty()) {
            this.line.remove().close();
        }
        if (!this.line.isEmpty()) {
            this.line.element().started();
        }
    }

    /** Time passes in which the thread ends nothing. */
    void pass(Duration time) {
        this.clock.addAndGet(time.toNanos());
    }

    /** Calls turned away since this was last asked. */
    int turnedAway() {
        int count = this.turnedAway;
        this.turnedAway = 0;
        return count;
    }

}
