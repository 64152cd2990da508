/**
 * Quality measures of predictions, as pure functions over arrays. Start reading at
 * {@link io.multigate.evaluation.EvaluationReport}.
 */
@NullMarked
package io.multigate.evaluation;

import org.jspecify.annotations.NullMarked;
