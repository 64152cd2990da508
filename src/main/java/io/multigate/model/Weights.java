package io.multigate.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The trained numbers of a model by name; {@link WeightShapes} says which names and shapes a spec wants.
 *
 * @param tensors by name, in the order of {@link WeightShapes}
 */
public record Weights(Map<String, Tensor> tensors) {

    public Weights {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /** The named tensor. */
    public Tensor tensor(String name) {
        Tensor tensor = this.tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("unknown weight '" + name + "'; available: " + this.tensors.keySet());
        }
        return tensor;
    }

}
