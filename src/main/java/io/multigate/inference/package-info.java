/**
 * An encoded batch in; probabilities and gate weights out. Start reading at {@link io.multigate.inference.Scorer};
 * {@link io.multigate.inference.PlanCompiler} makes the one that serves, a {@link io.multigate.inference.ScoringPlan}.
 */
@NullMarked
package io.multigate.inference;

import org.jspecify.annotations.NullMarked;
