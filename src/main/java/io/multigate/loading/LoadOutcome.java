package io.multigate.loading;

import java.time.Duration;
import java.util.Optional;

import io.multigate.model.ModelId;

/**
 * How the load of one version went.
 *
 * @param id name and version as the path gives them, whatever the manifest says
 * @param report every check that was made
 * @param model what may serve; empty when a check failed
 * @param took from the first check to the last
 */
public record LoadOutcome(ModelId id, LoadReport report, Optional<LoadedModel> model, Duration took) {}
