package io.multigate.training;

import io.multigate.feature.FeatureRow;

/**
 * A row that a model learns from or is judged on.
 *
 * @param features the values as they stand in the file
 * @param labels [task], 0 or 1, or any number of a regression
 * @param truths true probabilities, as {@link ExampleColumns#truths()} names them
 */
record Example(FeatureRow features, float[] labels, float[] truths) {}
