/**
 * A model as other runtimes read it: the trained network as a standard ONNX graph. Start reading at
 * {@link io.multigate.onnx.OnnxModel}.
 */
@NullMarked
package io.multigate.onnx;

import org.jspecify.annotations.NullMarked;
