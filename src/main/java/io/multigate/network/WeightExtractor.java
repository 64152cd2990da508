package io.multigate.network;

import java.util.LinkedHashMap;
import java.util.Map;

import io.multigate.model.Tensor;
import io.multigate.model.WeightShapes;
import io.multigate.model.Weights;

/** Copies the weights out of a network. */
public final class WeightExtractor {

    private WeightExtractor() {}

    /** The network's weights, with the names, shapes and order of {@link WeightShapes}. */
    public static Weights extract(MultiTaskGraph graph) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        WeightShapes.of(graph.schema(), graph.spec())
                .forEach((name, shape) -> tensors.put(name, new Tensor(shape, RowMajor.of(graph.parameter(name)))));
        return new Weights(tensors);
    }

}
