package io.multigate.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.multigate.bundle.GoldenExamples;
import io.multigate.bundle.GoldenExamples.Example;
import io.multigate.feature.FeatureEncoder;
import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureRequest;
import io.multigate.feature.FeatureRow;
import io.multigate.feature.FeatureSchema;
import io.multigate.feature.Side;
import io.multigate.inference.Predictions;
import io.multigate.inference.Scorer;
import io.multigate.model.Task;

/** Makes requests of real rows, and some that every service meets sooner or later: nothing known, nothing sent. */
final class GoldenRequests {

    /** Rows that requests are made of. */
    static final int ROWS = 40;

    private static final int CANDIDATES = 8;

    private GoldenRequests() {}

    /**
     * The requests with the scorer's answers.
     * @param rows at least one row of every feature
     */
    static GoldenExamples answeredBy(Scorer scorer, FeatureSchema schema, List<Task> tasks, List<FeatureRow> rows) {
        FeatureEncoder encoder = new FeatureEncoder(schema);
        return new GoldenExamples(requests(schema, rows).stream().map((request) -> {
            Predictions predictions = scorer.score(encoder.encode(request));
            return new Example(request, probabilities(tasks, predictions), gates(tasks, predictions));
        }).toList());
    }

    static List<FeatureRequest> requests(FeatureSchema schema, List<FeatureRow> rows) {
        List<FeatureRequest> requests = new ArrayList<>();
        for (int start = 0; start < rows.size(); start += CANDIDATES) {
            requests.add(request(schema, rows.subList(start, Math.min(rows.size(), start + CANDIDATES))));
        }
        requests.add(request(schema, rows.subList(0, 1)));
        requests.add(request(schema, List.of(FeatureRow.EMPTY, rows.getFirst())));
        requests.add(request(schema, List.of(strange(schema), rows.getFirst(), FeatureRow.EMPTY)));
        return requests;
    }

    /** The first row's user in its context, with the candidates of all rows. */
    private static FeatureRequest request(FeatureSchema schema, List<FeatureRow> rows) {
        return new FeatureRequest(part(schema, rows.getFirst(), (side) -> side == Side.USER),
                part(schema, rows.getFirst(), (side) -> side == Side.CONTEXT),
                rows.stream().map((row) -> part(schema, row, Side::perCandidate)).toList());
    }

    private static FeatureRow part(FeatureSchema schema, FeatureRow row, Predicate<Side> sides) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (FeatureField field : schema.fields((field) -> sides.test(field.side()))) {
            Object value = row.values().get(field.name());
            if (value != null) {
                values.put(field.name(), value);
            }
        }
        return new FeatureRow(values);
    }

    /** Categories that no vocabulary knows, and numbers beyond all that was seen. */
    private static FeatureRow strange(FeatureSchema schema) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (FeatureField field : schema.fields()) {
            values.put(field.name(), switch (field) {
                case FeatureField.Categorical _ -> "never seen";
                case FeatureField.CategoricalList _ -> List.of("never seen", "nor this");
                case FeatureField.Numeric _ -> 1e9;
            });
        }
        return new FeatureRow(values);
    }

    private static Map<String, List<Float>> probabilities(List<Task> tasks, Predictions predictions) {
        Map<String, List<Float>> probabilities = new LinkedHashMap<>();
        for (int task = 0; task < tasks.size(); task++) {
            probabilities.put(tasks.get(task).name(), boxed(predictions.values()[task]));
        }
        return probabilities;
    }

    private static Map<String, List<List<Float>>> gates(List<Task> tasks, Predictions predictions) {
        Map<String, List<List<Float>>> gates = new LinkedHashMap<>();
        for (int task = 0; predictions.hasGates() && task < tasks.size(); task++) {
            float[] weights = predictions.gates()[task];
            int experts = predictions.experts();
            gates.put(tasks.get(task).name(),
                    IntStream.range(0, predictions.size())
                            .mapToObj((row) -> boxed(Arrays.copyOfRange(weights, row * experts, (row + 1) * experts)))
                            .toList());
        }
        return gates;
    }

    private static List<Float> boxed(float[] values) {
        List<Float> boxed = new ArrayList<>(values.length);
        for (float value : values) {
            boxed.add(value);
        }
        return boxed;
    }

}
