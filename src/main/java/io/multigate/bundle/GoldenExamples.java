package io.multigate.bundle;

import java.util.List;
import java.util.Map;

import io.multigate.feature.FeatureRequest;

/**
 * Requests with the answers that the trained network gave, replayed at each load.
 *
 * @param examples at least one
 */
public record GoldenExamples(List<Example> examples) {

    public GoldenExamples {
        examples = List.copyOf(examples);
    }

    /**
     * One request and its expected answer.
     * @param request the features
     * @param probabilities by task name, one a candidate; of a regression, which has none, the number that it expects
     * @param gates by task name, one row of expert weights a candidate; empty without gates
     */
    public record Example(FeatureRequest request, Map<String, List<Float>> probabilities,
            Map<String, List<List<Float>>> gates) {

        public Example {
            probabilities = Map.copyOf(probabilities);
            gates = Map.copyOf(gates);
        }

    }

}
