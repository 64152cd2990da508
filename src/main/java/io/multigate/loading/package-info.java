/**
 * From a directory to a model that may serve: verify, restore, compile, replay, warm. Start reading at
 * {@link io.multigate.loading.ModelLoader}.
 */
@NullMarked
package io.multigate.loading;

import org.jspecify.annotations.NullMarked;
