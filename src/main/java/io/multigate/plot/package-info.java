/**
 * Plots as SVG, that know of numbers and names alone. Start reading at {@link io.multigate.plot.Plot}.
 */
@NullMarked
package io.multigate.plot;

import org.jspecify.annotations.NullMarked;
