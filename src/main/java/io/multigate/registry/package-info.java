/**
 * Which models serve now, which do not and why, their health and their meters. Start reading at
 * {@link io.multigate.registry.ModelRegistry}.
 */
@NullMarked
package io.multigate.registry;

import org.jspecify.annotations.NullMarked;
