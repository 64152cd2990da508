/**
 * From data to a bundle: read rows, fit the schema, train, evaluate, write. Start reading at
 * {@link io.multigate.training.ModelTraining}.
 */
@NullMarked
package io.multigate.training;

import org.jspecify.annotations.NullMarked;
