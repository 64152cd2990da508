package io.multigate.feature;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The fitted features of a model, in the order in which they enter the network.
 *
 * @param fields the features; names are distinct
 * @param vocabularies the vocabulary of each embedding table that categorical features name
 */
public record FeatureSchema(List<FeatureField> fields, Map<String, Vocabulary> vocabularies) {

    public FeatureSchema {
        fields = List.copyOf(fields);
        vocabularies = Collections.unmodifiableMap(new LinkedHashMap<>(vocabularies));
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("a schema needs at least one feature");
        }
        Set<String> names = new HashSet<>();
        for (FeatureField field : fields) {
            if (!names.add(field.name())) {
                throw new IllegalArgumentException("feature '" + field.name() + "' stands twice in the schema");
            }
            requireTable(field, vocabularies);
        }
    }

    private static void requireTable(FeatureField field, Map<String, Vocabulary> vocabularies) {
        boolean bucketed = field instanceof FeatureField.Numeric;
        String table = field.table().orElse(null);
        if (table != null && vocabularies.containsKey(table) == bucketed) {
            throw new IllegalArgumentException(bucketed
                    ? "feature '" + field.name() + "' is bucketed, so no vocabulary may bear its name"
                    : "feature '" + field.name() + "' names table '" + table + "'; available: "
                            + vocabularies.keySet());
        }
    }

    /** The features that fulfil a condition, in the schema's order. */
    public List<FeatureField> fields(Predicate<FeatureField> condition) {
        return this.fields.stream().filter(condition).toList();
    }

    /** The vocabulary of a categorical table. */
    public Vocabulary vocabulary(String table) {
        Vocabulary vocabulary = this.vocabularies.get(table);
        if (vocabulary == null) {
            throw new IllegalArgumentException(
                    "unknown table '" + table + "'; available: " + this.vocabularies.keySet());
        }
        return vocabulary;
    }

    /** Rows of every embedding table by its name, in the order in which the features first name them. */
    public Map<String, Integer> tableRows() {
        Map<String, Integer> rows = new LinkedHashMap<>();
        for (FeatureField field : this.fields) {
            if (field instanceof FeatureField.Numeric(String name, _, Normalizer.Buckets buckets)) {
                rows.put(name, buckets.size());
            } else {
                field.table().ifPresent((table) -> rows.put(table, vocabulary(table).size()));
            }
        }
        return Collections.unmodifiableMap(rows);
    }

}
