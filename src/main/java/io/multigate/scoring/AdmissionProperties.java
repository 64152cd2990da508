package io.multigate.scoring;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many calls are inside at once and how long each may take: {@code multigate.admission}.
 *
 * @param concurrency threads that score; one for each processor unless given
 * @param queue calls that may wait for one of them, while their bodies are read or after
 * @param deadline from a call's entry to its answer
 */
public record AdmissionProperties(@Nullable Integer concurrency, @DefaultValue("64") int queue,
        @DefaultValue("2s") Duration deadline) {

    public AdmissionProperties {
        if (concurrency != null && concurrency < 1) {
            throw new IllegalArgumentException(
                    "multigate.admission.concurrency is " + concurrency + "; it must be at least 1");
        }
        if (queue < 0) {
            throw new IllegalArgumentException("multigate.admission.queue is " + queue + "; it must be at least 0");
        }
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException(
                    "multigate.admission.deadline is " + deadline + "; it must be above zero");
        }
    }

    /** The threads that score on a machine with this many processors. */
    int threads(int processors) {
        return (this.concurrency != null) ? this.concurrency : processors;
    }

}
