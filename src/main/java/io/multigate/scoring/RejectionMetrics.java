package io.multigate.scoring;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.multigate.admission.RejectionReason;

/** Counts the calls that were not served, by reason. */
public final class RejectionMetrics {

    private final Map<RejectionReason, Counter> reasons = new EnumMap<>(RejectionReason.class);

    RejectionMetrics(MeterRegistry meters) {
        for (RejectionReason reason : RejectionReason.values()) {
            this.reasons.put(reason,
                    Counter.builder("multigate.rejected")
                            .tag("reason", reason.tag())
                            .description(
                                    "Score calls that were not served, and calls of any kind without a valid key or the "
                                            + "right to make them")
                            .register(meters));
        }
    }

    /** Counts one. */
    public void count(RejectionReason reason) {
        Objects.requireNonNull(this.reasons.get(reason)).increment();
    }

}
