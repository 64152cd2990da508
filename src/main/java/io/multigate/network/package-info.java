/**
 * The only door to Deeplearning4j: builds, fits, stores and restores networks, and scores with them as the oracle that
 * a compiled plan is held to. No type of Deeplearning4j leaves this room. Start reading at
 * {@link io.multigate.network.MultiTaskGraph}, then {@code GraphBuilding}.
 */
@NullMarked
package io.multigate.network;

import org.jspecify.annotations.NullMarked;
