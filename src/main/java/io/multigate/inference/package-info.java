/**
 * An encoded batch in; probabilities and gate weights out. Start reading at {@link io.multigate.inference.Scorer}.
 */
@NullMarked
package io.multigate.inference;

import org.jspecify.annotations.NullMarked;
