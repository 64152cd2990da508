package io.multigate.web;

import java.util.List;

import io.multigate.feature.EncodedBatch;

/**
 * A request as a model reads it.
 *
 * @param batch the features
 * @param ids the caller's names of the candidates
 * @param options how the answer is wanted
 */
record DecodedRequest(EncodedBatch batch, List<String> ids, ScoreOptions options) {}
