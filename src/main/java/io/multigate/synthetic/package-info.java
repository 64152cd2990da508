/**
 * Data that anybody can make: a simulated shop, and pairs of regressions. Start reading at
 * {@link io.multigate.synthetic.SyntheticShop}.
 */
@NullMarked
package io.multigate.synthetic;

import org.jspecify.annotations.NullMarked;
