/**
 * A model as data: what it predicts, how it is built, its weights by name, and where it came from; no behaviour, no
 * I/O. Start reading at {@link io.multigate.model.ModelSpec}.
 */
@NullMarked
package io.multigate.model;

import org.jspecify.annotations.NullMarked;
