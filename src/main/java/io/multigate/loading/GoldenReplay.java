package io.multigate.loading;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.multigate.bundle.GoldenExamples;
import io.multigate.bundle.GoldenExamples.Example;
import io.multigate.bundle.InvalidBundleException;
import io.multigate.feature.FeatureEncoder;
import io.multigate.feature.FeatureRequest;
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
     * Replays all examples, one after another, as requests come.
     * @return the figures; a difference of a regression's numbers over the greatest of them
     * @throws InvalidBundleException if an answer differs by more than the tolerance
     */
    String replay(Scorer scorer) {
        return compare(
                requests().stream().map((request) -> new Answer(scorer.score(this.encoder.encode(request)), 0))
                        .toList());
    }

    /**
     * Replays all examples as one batch, for a scorer that takes as long for one row as for many.
     * @return as {@link #replay}
     * @throws InvalidBundleException as {@link #replay}
     */
    String replayAtOnce(Scorer scorer) {
        Predictions all = scorer.score(this.encoder.encode(requests()));
        List<Answer> answers = new ArrayList<>();
        int first = 0;
        for (FeatureRequest request : requests()) {
            answers.add(new Answer(all, first));
            first += request.candidates().size();
        }
        return compare(answers);
    }

    private List<FeatureRequest> requests() {
        return this.golden.examples().stream().map(Example::request).toList();
    }

    private String compare(List<Answer> answers) {
        double largest = 0;
        int candidates = 0;
        for (int i = 0; i < answers.size(); i++) {
            largest = Math.max(largest, new Comparison(this.golden, i, answers.get(i)).largest());
            candidates += this.golden.examples().get(i).request().candidates().size();
        }
        return String.format(Locale.ROOT, "%d examples with %d candidates, largest difference %.1e", answers.size(),
                candidates, largest);
    }

    /** An example's answers begin at the row {@code first}. */
    private record Answer(Predictions predictions, int first) {

        float value(int task, int candidate) {
            return this.predictions.values()[task][this.first + candidate];
        }

        float gate(int task, int candidate, int expert) {
            return this.predictions.gates()[task][(this.first + candidate) * this.predictions.experts() + expert];
        }

    }

    /** The example of this index beside its answer. */
    private record Comparison(GoldenExamples golden, int index, Answer answer) {

        double largest() {
            Example example = this.golden.examples().get(this.index);
            List<Task> tasks = this.answer.predictions().tasks();
            double largest = 0;
            for (int task = 0; task < tasks.size(); task++) {
                String head = tasks.get(task).name();
                double scale = scale(tasks.get(task));
                List<Float> expected = example.probabilities().getOrDefault(head, List.of());
                List<List<Float>> gates = example.gates().getOrDefault(head, List.of());
                for (int candidate = 0; candidate < example.request().candidates().size(); candidate++) {
                    largest = Math.max(largest, difference("prediction of " + head, candidate,
                            this.answer.value(task, candidate), expected.get(candidate), scale));
                    for (int expert = 0; expert < this.answer.predictions().experts(); expert++) {
                        largest = Math.max(largest, difference("weight of expert " + expert + " for " + head,
                                candidate, this.answer.gate(task, candidate, expert),
                                gates.get(candidate).get(expert), 1));
                    }
                }
            }
            return largest;
        }

        /** 1, or the greatest magnitude above it that a regression is expected to give in any example. */
        private double scale(Task task) {
            if (!task.isRegression()) {
                return 1;
            }
            return this.golden.examples()
                    .stream()
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
