package io.multigate.scoring;

import io.multigate.inference.Predictions;
import io.multigate.registry.ServingModel;

/**
 * The answer of a model to one call.
 *
 * @param model the version that answered
 * @param predictions one a candidate, in the order of the call
 */
public record ScoringResult(ServingModel model, Predictions predictions) {}
