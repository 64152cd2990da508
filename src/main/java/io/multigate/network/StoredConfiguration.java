package io.multigate.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.core.JsonFactory;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonToken;

import io.multigate.feature.FeatureSchema;
import io.multigate.model.ModelSpec;
import io.multigate.model.Objective;

/**
 * Compares a stored configuration with the one that schema and spec imply. It is read as a stream of tokens and never
 * turned into objects. What bears on training alone may differ: the restored network only scores.
 */
final class StoredConfiguration {

    /** Bounds what a file can make the reader inflate; the largest sensible network needs a hundredth of it. */
    static final int MAXIMUM_BYTES = 16 << 20;

    /** Members whose values follow from the options of training, or from the last batch, and change no prediction. */
    private static final Set<String> TRAINING = Set.of("seed", "iUpdater", "iupdater", "biasUpdater", "regularization",
            "weights", "iterationCount", "epochCount", "inputLength");

    private StoredConfiguration() {}

    /**
     * A network of schema and spec that has the stored configuration. Deeplearning4j completes a configuration as it
     * initialises the network, which takes no memory for numbers where it gets them: so each objective gets the same.
     * @param parameters the network's own from now on, unless this method fails
     * @throws InvalidGraphFileException if there is none
     */
    static MultiTaskGraph network(byte[] stored, FeatureSchema schema, ModelSpec spec, INDArray parameters)
            throws IOException {
        String difference = "";
        for (Objective objective : Objective.values()) {
            TrainingOptions options = new TrainingOptions(objective, Map.of(), Optimizer.SGD, 1, 1, 0, 1, 1, 0, 0);
            MultiTaskGraph graph = MultiTaskGraph.storable(schema, spec, options, parameters);
            String expected = graph.graph().getConfiguration().toJson();
            difference = difference(expected.getBytes(StandardCharsets.UTF_8), stored);
            if (difference.isEmpty()) {
                return graph;
            }
        }
        throw new InvalidGraphFileException(GraphFile.CONFIGURATION + " is not that of the spec: " + difference);
    }

    private static String difference(byte[] expected, byte[] stored) throws IOException {
        JsonFactory json = new JsonFactory();
        try (JsonParser wanted = json.createParser(expected); JsonParser found = json.createParser(stored)) {
            while (true) {
                JsonToken token = wanted.nextToken();
                if (token != found.nextToken() || (token != null && !wanted.getText().equals(found.getText()))) {
                    return "line " + found.getTokenLocation().getLineNr() + " has " + text(found) + " for "
                            + text(wanted);
                }
                if (token == null) {
                    return "";
                }
                if (token == JsonToken.FIELD_NAME && TRAINING.contains(wanted.getText())) {
                    wanted.nextToken();
                    wanted.skipChildren();
                    found.nextToken();
                    found.skipChildren();
                }
            }
        }
    }

    private static String text(JsonParser parser) throws IOException {
        String text = String.valueOf(parser.getText());
        return text.substring(0, Math.min(text.length(), 50));
    }

}
