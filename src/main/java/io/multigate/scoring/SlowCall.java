package io.multigate.scoring;

import java.time.Instant;

/**
 * A call that took long, and where its time went, in milliseconds. It holds nothing of what the caller sent but the id.
 *
 * @param end when it ended
 * @param requestId the request's id
 * @param model what was asked
 * @param version of the model
 * @param candidates how many it asked for; 0 where decoding did not end
 * @param outcome how it ended
 * @param queue waiting for a scoring thread
 * @param decode from the body to an encoded batch
 * @param infer from the batch to probabilities
 * @param render from the probabilities to the answer's bytes
 * @param total all of it
 */
record SlowCall(Instant end, String requestId, String model, int version, int candidates, String outcome,
        double queue, double decode, double infer, double render, double total) {}
