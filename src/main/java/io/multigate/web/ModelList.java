package io.multigate.web;

import java.util.List;

/**
 * All models.
 *
 * @param models by name
 */
record ModelList(List<ModelSummary> models) {}
