package io.multigate.admission;

import java.time.Duration;

/**
 * How much may be inside.
 *
 * @param threads calls that are worked on at once
 * @param queue calls that may wait for a thread, while their bodies are read or after
 * @param patience how long a call may take from its entry to its answer
 * @param target how long calls may wait for a thread where the queue does not drain
 * @param interval after which a queue that did not drain is a standing one
 * @param bodies bytes that the bodies of all calls inside and the answers on their way may take together
 */
public record AdmissionLimits(int threads, int queue, Duration patience, Duration target, Duration interval,
        long bodies) {}
