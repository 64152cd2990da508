package io.multigate.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureSchema;
import io.multigate.feature.Normalizer;
import io.multigate.feature.Vocabulary;

/**
 * A feature whose values are looked at one by one, and the text of each.
 *
 * @param field index among the schema's fields
 * @param name the feature
 * @param texts of its ids, in their order
 * @param ordered whether the values have an order of their own, such as hours
 */
record SliceValues(int field, String name, List<String> texts, boolean ordered) {

    /** Of features with more ids than this, such as users, single values say little and would take much memory. */
    private static final int MOST = 10_000;

    private static final String MISSING = "(missing)";

    SliceValues {
        texts = List.copyOf(texts);
    }

    /** The features of a schema whose values have names: fitted categories and buckets of numbers. */
    static List<SliceValues> of(FeatureSchema schema) {
        List<SliceValues> all = new ArrayList<>();
        for (int field = 0; field < schema.fields().size(); field++) {
            of(schema, field).filter((values) -> values.texts().size() <= MOST).ifPresent(all::add);
        }
        return all;
    }

    private static Optional<SliceValues> of(FeatureSchema schema, int field) {
        return switch (schema.fields().get(field)) {
            case FeatureField.Categorical(var name, _, var table) ->
                (schema.vocabulary(table) instanceof Vocabulary.Fitted fitted)
                        ? Optional.of(categories(field, name, fitted.values()))
                        : Optional.empty();
            case FeatureField.CategoricalList _ -> Optional.empty();
            case FeatureField.Numeric(var name, _, var normalizer) -> (normalizer instanceof Normalizer.Buckets buckets)
                    ? Optional.of(new SliceValues(field, name, buckets(buckets.bounds()), true))
                    : Optional.empty();
        };
    }

    private static SliceValues categories(int field, String name, List<String> values) {
        List<String> texts = new ArrayList<>(List.of("(unknown)", MISSING));
        texts.addAll(values);
        return new SliceValues(field, name, texts,
                values.stream().allMatch((value) -> value.matches("-?[0-9]{1,9}")));
    }

    private static List<String> buckets(List<Double> bounds) {
        List<String> texts = new ArrayList<>(List.of(MISSING));
        String below = "";
        for (double bound : bounds) {
            String upper = (bound == Math.rint(bound) && Math.abs(bound) < 1e9)
                    ? Long.toString((long) bound)
                    : Float.toString((float) bound);
            texts.add(below.isEmpty() ? "up to " + upper : below + " to " + upper);
            below = upper;
        }
        texts.add(below.isEmpty() ? "any" : "above " + below);
        return texts;
    }

}
