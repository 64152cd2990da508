package io.multigate.web;

import java.util.List;
import java.util.Map;

/**
 * The shape of a score request, for its description; the body itself is read by {@link ScoreRequestDecoder}.
 *
 * @param user values of the user's features by name
 * @param context values of the context's features by name
 * @param candidates what to score
 * @param options how the answer is wanted
 */
record ScoreRequest(Map<String, Object> user, Map<String, Object> context, List<Candidate> candidates,
        Options options) {

    /**
     * One candidate.
     * @param id the caller's name of it
     * @param features values of the item's and the cross features by name
     */
    record Candidate(String id, Map<String, Object> features) {}

    /**
     * How the answer is wanted.
     * @param rankBy the score to rank by
     * @param topK how many to return
     * @param explain whether to return the gates' weights
     */
    record Options(String rankBy, Integer topK, Boolean explain) {}

}
