/**
 * From data to a bundle: read rows, fit the schema, train, evaluate, write; and the synthetic shop, whose rows anybody
 * can make. Start reading at {@link io.multigate.training.SyntheticShop}.
 */
@NullMarked
package io.multigate.training;

import org.jspecify.annotations.NullMarked;
