package io.multigate.scoring;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/**
 * How many calls are inside at once and how long each may take: {@code multigate.admission}.
 *
 * @param concurrency threads that score; one for each processor unless given
 * @param queue calls that may wait for one of them, while their bodies are read or after
 * @param deadline from a call's entry to its answer; callers may ask for less
 * @param target how long calls may wait for a thread where the queue does not drain
 * @param interval after which a queue that did not drain is a standing one
 * @param bodies what the bodies of the calls inside and the answers on their way may take together; a quarter of the heap
 * unless given
 * @param sending how long an answer may take to be sent
 */
public record AdmissionProperties(@Nullable Integer concurrency, @DefaultValue("1024") int queue,
        @DefaultValue("2s") Duration deadline, @DefaultValue("10ms") Duration target,
        @DefaultValue("100ms") Duration interval, @Nullable DataSize bodies,
        @DefaultValue("10s") Duration sending) {

    /** More threads than any machine has processors for. */
    private static final int GREATEST_CONCURRENCY = 1024;

    private static final int GREATEST_QUEUE = 100_000;

    private static final DataSize LEAST_BODIES = DataSize.ofMegabytes(1);

    private static final DataSize GREATEST_BODIES = DataSize.ofTerabytes(1);

    private static final Duration LEAST_DURATION = Duration.ofMillis(1);

    private static final Duration GREATEST_DURATION = Duration.ofHours(1);

    public AdmissionProperties {
        if (concurrency != null) {
            require("concurrency", concurrency, 1, GREATEST_CONCURRENCY);
        }
        require("queue", queue, 0, GREATEST_QUEUE);
        require("deadline", deadline);
        require("target", target);
        require("interval", interval);
        require("sending", sending);
        if (bodies != null && (bodies.compareTo(LEAST_BODIES) < 0 || bodies.compareTo(GREATEST_BODIES) > 0)) {
            throw new IllegalArgumentException("multigate.admission.bodies is " + bodies + "; it must be "
                    + LEAST_BODIES.toMegabytes() + "MB to " + GREATEST_BODIES.toTerabytes() + "TB");
        }
    }

    private static void require(String name, Duration value) {
        if (value.compareTo(LEAST_DURATION) < 0 || value.compareTo(GREATEST_DURATION) > 0) {
            throw new IllegalArgumentException("multigate.admission." + name + " is "
                    + DurationStyle.SIMPLE.print(value) + "; it must be 1ms to 1h");
        }
    }

    private static void require(String name, int value, int least, int greatest) {
        if (value < least || value > greatest) {
            throw new IllegalArgumentException("multigate.admission." + name + " is " + value + "; it must be " + least
                    + " to " + greatest);
        }
    }

    /** The threads that score on a machine with this many processors. */
    int threads(int processors) {
        return (this.concurrency != null) ? this.concurrency : processors;
    }

    /** Bytes for bodies in a heap of this size. */
    long bytes(long heap) {
        return (this.bodies != null) ? this.bodies.toBytes() : heap / 4;
    }

}
