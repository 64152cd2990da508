package io.multigate.loading;

import java.util.List;
import java.util.Locale;

import io.multigate.bundle.GoldenExamples;
import io.multigate.bundle.GoldenExamples.Example;
import io.multigate.bundle.InvalidBundleException;
import io.multigate.feature.FeatureEncoder;
import io.multigate.inference.Predictions;
import io.multigate.inference.Scorer;
import io.multigate.model.Task;

/**
 * Puts the golden examples to a scorer and compares its answers with the expected ones.
 *
 * @param golden whose answers fit the model's tasks
 * @param encoder of the model's schema
 */
record GoldenReplay(GoldenExamples golden, FeatureEncoder encoder) {

    /**
     * How far a probability or a gate weight may lie from the expected one: the rounding of another order of sums. The
     * numbers of a regression may lie so many times as far as the greatest of them, where it is above 1: a small one is
     * a sum of great ones too, and rounded like them.
     */
    static final double TOLERANCE = 1e-5;

    /**
     * Replays all examples.
     * @return the figures; a difference of a regression's numbers over the greatest of them
     * @throws InvalidBundleException if an answer differs by more than the tolerance
     */
    String replay(Scorer scorer) {
        double largest = 0;
        int candidates = 0;
        for (int i = 0; i < this.golden.examples().size(); i++) {
            Predictions predictions = scorer.score(this.encoder.encode(this.golden.examples().get(i).request()));
            largest = Math.max(largest, new Comparison(this.golden, i, predictions).largest());
            candidates += predictions.size();
        }
        return String.format(Locale.ROOT, "%d examples with %d candidates, largest difference %.1e",
                this.golden.examples().size(), candidates, largest);
    }

    /** The example of this index beside its answer. */
    private record Comparison(GoldenExamples golden, int index, Predictions predictions) {

        double largest() {
            Example example = this.golden.examples().get(this.index);
            double largest = 0;
            for (int task = 0; task < this.predictions.tasks().size(); task++) {
                String head = this.predictions.tasks().get(task).name();
                double scale = scale(this.predictions.tasks().get(task));
                List<Float> expected = example.probabilities().getOrDefault(head, List.of());
                List<List<Float>> gates = example.gates().getOrDefault(head, List.of());
                for (int candidate = 0; candidate < this.predictions.size(); candidate++) {
                    largest = Math.max(largest, difference("prediction of " + head, candidate,
                            this.predictions.values()[task][candidate], expected.get(candidate), scale));
                    for (int expert = 0; expert < this.predictions.experts(); expert++) {
                        float weight = this.predictions.gates()[task][candidate * this.predictions.experts() + expert];
                        largest = Math.max(largest, difference("weight of expert " + expert + " for " + head,
                                candidate, weight, gates.get(candidate).get(expert), 1));
                    }
                }
            }
            return largest;
        }

        /** 1, or the greatest magnitude above it that a regression is expected to give in any example. */
        private double scale(Task task) {
            return this.golden.examples()
                    .stream()
                    .filter((_) -> task.isRegression())
                    .flatMap((example) -> example.probabilities().getOrDefault(task.name(), List.of()).stream())
                    .mapToDouble(Math::abs)
                    .reduce(1, Math::max);
        }

        private double difference(String what, int candidate, float found, float expected, double scale) {
            double difference = Math.abs((double) found - expected) / scale;
            if (!(difference <= TOLERANCE)) {
                throw new InvalidBundleException("golden.json expects " + expected + " as the " + what
                        + " of candidate " + candidate + " in example " + this.index + ", found " + found
                        + "; at most " + (float) (TOLERANCE * scale) + " apart");
            }
            return difference;
        }

    }

}
