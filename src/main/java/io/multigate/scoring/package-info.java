/**
 * The use case: a call decoded, scored and rendered on a thread of its own pool, and everything that is measured about
 * it. Start reading at {@link io.multigate.scoring.ScoringService}.
 */
@NullMarked
package io.multigate.scoring;

import org.jspecify.annotations.NullMarked;
