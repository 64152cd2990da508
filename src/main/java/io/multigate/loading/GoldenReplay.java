package io.multigate.loading;

import java.util.List;
import java.util.Locale;

import io.multigate.bundle.GoldenExamples;
import io.multigate.bundle.GoldenExamples.Example;
import io.multigate.bundle.InvalidBundleException;
import io.multigate.feature.FeatureEncoder;
import io.multigate.inference.Predictions;
import io.multigate.inference.Scorer;

/**
 * Puts the golden examples to a scorer and compares its answers with the expected ones.
 *
 * @param golden whose answers fit the model's tasks
 * @param encoder of the model's schema
 */
record GoldenReplay(GoldenExamples golden, FeatureEncoder encoder) {

    /**
     * How far a probability or a gate weight may lie from the expected one: the rounding of another order of sums. A
     * regression's number of a magnitude above 1 may lie as much farther.
     */
    static final double TOLERANCE = 1e-5;

    /**
     * Replays all examples.
     * @return the figures
     * @throws InvalidBundleException if an answer differs by more than the tolerance
     */
    String replay(Scorer scorer) {
        double largest = 0;
        int candidates = 0;
        for (int i = 0; i < this.golden.examples().size(); i++) {
            Example example = this.golden.examples().get(i);
            Predictions predictions = scorer.score(this.encoder.encode(example.request()));
            largest = Math.max(largest, new Comparison("example " + i, example, predictions).largest());
            candidates += predictions.size();
        }
        return String.format(Locale.ROOT, "%d examples with %d candidates, largest difference %.1e",
                this.golden.examples().size(), candidates, largest);
    }

    /** One example beside its answer. */
    private record Comparison(String name, Example example, Predictions predictions) {

        double largest() {
            double largest = 0;
            for (int task = 0; task < this.predictions.tasks().size(); task++) {
                String head = this.predictions.tasks().get(task).name();
                List<Float> expected = this.example.probabilities().getOrDefault(head, List.of());
                List<List<Float>> gates = this.example.gates().getOrDefault(head, List.of());
                for (int candidate = 0; candidate < this.predictions.size(); candidate++) {
                    largest = Math.max(largest, difference("prediction of " + head, candidate,
                            this.predictions.values()[task][candidate], expected.get(candidate)));
                    for (int expert = 0; expert < this.predictions.experts(); expert++) {
                        float weight = this.predictions.gates()[task][candidate * this.predictions.experts() + expert];
                        largest = Math.max(largest, difference("weight of expert " + expert + " for " + head,
                                candidate, weight, gates.get(candidate).get(expert)));
                    }
                }
            }
            return largest;
        }

        private double difference(String what, int candidate, float found, float expected) {
            double difference = Math.abs((double) found - expected) / Math.max(1, Math.abs(expected));
            if (!(difference <= TOLERANCE)) {
                throw new InvalidBundleException("golden.json expects " + expected + " as the " + what
                        + " of candidate " + candidate + " in " + this.name + ", found " + found + "; at most "
                        + TOLERANCE + " apart");
            }
            return difference;
        }

    }

}
