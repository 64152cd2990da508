package io.multigate.benchmark;

import java.nio.file.Path;

import io.multigate.bundle.BundleReader;
import io.multigate.bundle.ModelBundle;
import io.multigate.feature.FeatureEncoder;
import io.multigate.inference.Predictions;
import io.multigate.network.GraphFile;
import io.multigate.network.GraphScorer;
import io.multigate.network.MultiTaskGraph;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds answers of the service to the Deeplearning4j network, one at a time. */
final class AnswerCheck implements AutoCloseable {

    private static final double TOLERANCE = 1e-5;

    private static final JsonMapper JSON = new JsonMapper();

    private final FeatureEncoder encoder;

    private final MultiTaskGraph graph;

    private final GraphScorer network;

    private int checked;

    private double largest;

    /**
     * The check of answers of one model.
     * @param version its directory
     */
    AnswerCheck(Path version) {
        ModelBundle bundle = BundleReader.read(version);
        this.encoder = new FeatureEncoder(bundle.schema());
        this.graph = GraphFile.read(bundle.network(), bundle.schema(), bundle.manifest().spec());
        this.network = new GraphScorer(this.graph);
    }

    /**
     * Checks the answer to a request.
     * @throws IllegalStateException if a probability differs by more than {@value #TOLERANCE}, or candidates do
     */
    synchronized void check(Traffic.Request request, String answer) {
        Predictions expected = this.network.score(this.encoder.encode(request.features()));
        JsonNode scores = JSON.readTree(answer).get("scores");
        if (scores.size() != request.candidates().size()) {
            throw new IllegalStateException(
                    scores.size() + " scores of " + request.candidates().size() + " candidates");
        }
        for (int i = 0; i < scores.size(); i++) {
            JsonNode score = scores.get(i);
            String id = Integer.toString(request.candidates().get(i).id());
            if (!score.get("id").asString().equals(id)) {
                throw new IllegalStateException("candidate " + i + " is " + score.get("id") + ", not " + id);
            }
            require(expected.values()[0][i], score.get("pCTR").asDouble());
            require(expected.values()[1][i], score.get("pCVR").asDouble());
        }
        this.checked++;
    }

    private void require(double expected, double actual) {
        double difference = Math.abs(expected - actual);
        if (!(difference <= TOLERANCE)) {
            throw new IllegalStateException("the service says " + actual + ", the network " + expected);
        }
        this.largest = Math.max(this.largest, difference);
    }

    synchronized int checked() {
        return this.checked;
    }

    synchronized double largest() {
        return this.largest;
    }

    @Override
    public synchronized void close() {
        this.graph.close();
    }

}
