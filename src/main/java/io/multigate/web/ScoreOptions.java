package io.multigate.web;

import org.jspecify.annotations.Nullable;

/**
 * How the caller wants the scores.
 *
 * @param rankBy the score to rank by, or null for the order of the request
 * @param topK how many to return, or null for all
 * @param explain whether to return the gates' weights
 */
record ScoreOptions(@Nullable String rankBy, @Nullable Integer topK, boolean explain) {

    static final ScoreOptions NONE = new ScoreOptions(null, null, false);

}
