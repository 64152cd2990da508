package io.multigate.study;

import java.util.List;
import java.util.Map;

/**
 * What came of one training.
 *
 * @param fingerprint of the recipe, the seed and the data: a result of another one is not this study's
 * @param member its name
 * @param seed its seed
 * @param epochs passes over the training rows
 * @param bestEpoch the one whose weights were kept
 * @param validationLosses mean loss over the rows held out for early stopping, after each epoch; empty where none was
 * @param seconds that reading, training and judging took
 * @param figures by task and figure, those that are defined; those of a model's gates among them
 */
record RunResult(String fingerprint, String member, long seed, int epochs, int bestEpoch, List<Double> validationLosses,
        double seconds, Map<String, Map<String, Double>> figures) {

    RunResult {
        validationLosses = List.copyOf(validationLosses);
    }

    /** A figure of the evaluation; NaN where it is not defined, or the member has no such task. */
    double figure(Study.Measure measure) {
        return this.figures.getOrDefault(measure.task(), Map.of()).getOrDefault(measure.figure(), Double.NaN);
    }

}
