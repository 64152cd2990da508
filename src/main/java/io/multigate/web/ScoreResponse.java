package io.multigate.web;

import java.util.List;
import java.util.Map;

/**
 * The shape of an answer, for its description; the bytes themselves are written by {@link ScoreResponseWriter}.
 *
 * @param model the model that answered
 * @param version the version that answered
 * @param requestId the request's id
 * @param scores one a candidate
 */
record ScoreResponse(String model, int version, String requestId, List<Score> scores) {

    /**
     * The scores of one candidate.
     * @param id the caller's name of it
     * @param pCtr P(click | impression)
     * @param pCvr P(conversion | click, impression)
     * @param pCtcvr P(click and conversion | impression)
     * @param predictions of a model's tasks outside the funnel
     * @param gates weights of the experts by task
     */
    record Score(String id, float pCtr, float pCvr, float pCtcvr, Map<String, Float> predictions,
            Map<String, List<Float>> gates) {}

}
