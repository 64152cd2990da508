/**
 * The model directory: layout, digests, atomic write, golden examples. Start reading at
 * {@link io.multigate.bundle.ModelBundle}.
 */
@NullMarked
package io.multigate.bundle;

import org.jspecify.annotations.NullMarked;
