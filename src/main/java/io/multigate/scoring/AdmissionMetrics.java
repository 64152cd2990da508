package io.multigate.scoring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.multigate.admission.Admission;

/** The meters of what is inside. */
final class AdmissionMetrics {

    AdmissionMetrics(Admission admission, MeterRegistry meters) {
        Gauge.builder("multigate.admission.calls", admission, Admission::inside)
                .description("Score calls that are inside: being read, waiting for a thread, or scored")
                .register(meters);
        Gauge.builder("multigate.admission.bytes", admission, Admission::held)
                .baseUnit("bytes")
                .description("Memory that the bodies inside and the answers on their way take")
                .register(meters);
    }

}
