package io.multigate.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

import io.multigate.model.Tensor;
import io.multigate.model.WeightShapes;
import io.multigate.model.Weights;

/** Copies the weights out of a network. */
public final class WeightExtractor {

    private WeightExtractor() {}

    /** The network's weights, with the names, shapes and order of {@link WeightShapes}. */
    public static Weights extract(MultiTaskGraph graph) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        forEach(graph, tensors::put);
        return new Weights(tensors);
    }

    /** Hands over one weight after another, as {@link #extract} has them, so that not all need be in memory at once. */
    public static void forEach(MultiTaskGraph graph, BiConsumer<String, Tensor> use) {
        WeightShapes.of(graph.schema(), graph.spec())
                .forEach((name, shape) -> use.accept(name, new Tensor(shape, RowMajor.of(graph.parameter(name)))));
    }

}
