package io.multigate.loading;

import java.util.Arrays;

import io.multigate.bundle.InvalidBundleException;
import io.multigate.bundle.ModelBundle;
import io.multigate.model.Tensor;
import io.multigate.network.GraphFile;
import io.multigate.network.GraphScorer;
import io.multigate.network.MultiTaskGraph;
import io.multigate.network.WeightExtractor;

/**
 * Holds a bundle's weights and golden answers to the Deeplearning4j network that was trained. A class of its own, so
 * that nothing of ND4J is loaded unless it is asked for.
 */
final class Oracle {

    private Oracle() {}

    /**
     * Restores the network and compares.
     * @return the figures
     * @throws InvalidBundleException if it has other weights or gives other answers
     */
    static String examine(ModelBundle bundle, GoldenReplay replay) {
        try (MultiTaskGraph graph = GraphFile.read(bundle.network(), bundle.schema(), bundle.manifest().spec())) {
            WeightExtractor.forEach(graph,
                    (name, restored) -> requireEqual(name, bundle.weights().tensor(name), restored));
            return replay.replayAtOnce(new GraphScorer(graph)) + ", weights equal";
        }
    }

    private static void requireEqual(String name, Tensor tensor, Tensor restored) {
        int index = Arrays.mismatch(tensor.values(), restored.values());
        if (!tensor.shape().equals(restored.shape()) || index >= 0) {
            throw new InvalidBundleException("weights.safetensors and " + ModelBundle.NETWORK + " differ in '" + name
                    + "', " + tensor.shape() + " and " + restored.shape() + ", first at index " + index);
        }
    }

}
