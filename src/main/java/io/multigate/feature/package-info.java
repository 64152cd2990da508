/**
 * What a row means and how it becomes numbers. Start reading at {@link io.multigate.feature.FeatureSchema}, then
 * {@link io.multigate.feature.FeatureEncoder}, the one class that encodes both for training and for serving.
 */
@NullMarked
package io.multigate.feature;

import org.jspecify.annotations.NullMarked;
