package io.multigate.scoring;

import java.util.Map;

import io.multigate.feature.EncodedBatch;
import io.multigate.registry.ServingModel;

/** One request as the scoring threads see it. Its methods run on one of them, one after the other. */
public interface ScoringCall {

    /** The key of a request's id in the log's context. */
    String LOG_KEY = "requestId";

    /** The request's id. */
    String requestId();

    /** What the log says of the request beside each message: its id and, where it is traced, its trace's. */
    Map<String, String> logContext();

    /**
     * Turns what was sent into what the model reads.
     * @throws InvalidCallException if it does not say what a request must say
     */
    EncodedBatch decode(ServingModel model);

    /** Turns the answer into what is sent back. */
    byte[] render(ScoringResult result);

}
