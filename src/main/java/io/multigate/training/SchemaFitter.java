package io.multigate.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureRow;
import io.multigate.feature.FeatureSchema;
import io.multigate.feature.Normalizer;
import io.multigate.feature.Vocabulary;
import io.multigate.training.FeatureRecipe.NormalizerRecipe;
import io.multigate.training.FeatureRecipe.VocabularyRecipe;

/**
 * Fits the schema to the rows that a model learns from, and to no others: vocabularies from the values and how often
 * they stand there, normalisers from the numbers.
 */
final class SchemaFitter {

    private final Recipe recipe;

    /** By fitted table. */
    private final Map<String, ValueCounts> counts = new LinkedHashMap<>();

    private final Map<String, NumberStatistics> numbers = new LinkedHashMap<>();

    private long listIds;

    SchemaFitter(Recipe recipe) {
        this.recipe = recipe;
        recipe.vocabularies().forEach((table, vocabulary) -> {
            if (vocabulary instanceof VocabularyRecipe.Fitted(int minimumCount)) {
                this.counts.put(table, new ValueCounts(table, minimumCount));
            }
        });
        for (FeatureRecipe feature : recipe.features()) {
            if (feature instanceof FeatureRecipe.Numeric numeric) {
                this.numbers.put(numeric.name(), new NumberStatistics(numeric.normalizer()));
            }
        }
    }

    /**
     * Notes a row that may be added later, so that its rare values take no memory then. Either every row that is added
     * has been surveyed, or none.
     */
    void survey(FeatureRow row) {
        for (FeatureRecipe feature : this.recipe.features()) {
            categories(feature, row, ValueCounts::survey);
            if (feature instanceof FeatureRecipe.CategoricalList list) {
                this.listIds += Math.max(1, elements(list, row).size());
            }
        }
    }

    /** Ids that the lists of the surveyed rows become: one that is empty becomes the missing one. */
    long listIds() {
        return this.listIds;
    }

    /** Takes one more row into account. */
    void add(FeatureRow row) {
        for (FeatureRecipe feature : this.recipe.features()) {
            categories(feature, row, ValueCounts::count);
            if (feature instanceof FeatureRecipe.Numeric numeric
                    && row.values().get(numeric.name()) instanceof Number number) {
                statistics(numeric).add(number.doubleValue());
            }
        }
    }

    private void categories(FeatureRecipe feature, FeatureRow row, BiConsumer<ValueCounts, String> action) {
        switch (feature) {
            case FeatureRecipe.Categorical(var name, _, var table) ->
                category(table, row.values().get(name), action);
            case FeatureRecipe.CategoricalList list ->
                elements(list, row).forEach((element) -> category(list.table(), element, action));
            case FeatureRecipe.Numeric _ -> {
            }
        }
    }

    /** Those that a list takes. */
    private static List<?> elements(FeatureRecipe.CategoricalList list, FeatureRow row) {
        return (row.values().get(list.name()) instanceof List<?> elements)
                ? elements.stream()
                        .filter((element) -> element != null && !element.toString().isEmpty())
                        .limit(list.maximumLength())
                        .toList()
                : List.of();
    }

    private void category(String table, @Nullable Object value, BiConsumer<ValueCounts, String> action) {
        ValueCounts values = this.counts.get(table);
        if (values != null && value != null && !value.toString().isEmpty()) {
            action.accept(values, value.toString());
        }
    }

    private NumberStatistics statistics(FeatureRecipe.Numeric numeric) {
        NumberStatistics statistics = this.numbers.get(numeric.name());
        if (statistics == null) {
            throw new IllegalStateException("feature '" + numeric.name() + "' is not in the recipe");
        }
        return statistics;
    }

    /**
     * The schema of the rows so far.
     * @throws InvalidDataException if their numbers have no statistics in the range of a double
     */
    FeatureSchema fit() {
        Map<String, Vocabulary> vocabularies = new LinkedHashMap<>();
        this.recipe.vocabularies()
                .forEach((table, vocabulary) -> vocabularies.put(table, vocabulary(table, vocabulary)));
        return new FeatureSchema(this.recipe.features().stream().map(this::field).toList(), vocabularies);
    }

    private FeatureField field(FeatureRecipe recipe) {
        return switch (recipe) {
            case FeatureRecipe.Categorical(var name, var side, var table) ->
                new FeatureField.Categorical(name, side, table);
            case FeatureRecipe.CategoricalList(var name, var side, var table, var maximumLength) ->
                new FeatureField.CategoricalList(name, side, table, maximumLength);
            case FeatureRecipe.Numeric numeric ->
                new FeatureField.Numeric(numeric.name(), numeric.side(), normalizer(numeric));
        };
    }

    private Normalizer normalizer(FeatureRecipe.Numeric numeric) {
        try {
            return statistics(numeric).normalizer();
        } catch (IllegalArgumentException ex) {
            throw new InvalidDataException(
                    "feature '" + numeric.name() + "' has numbers too large to be scaled: " + ex.getMessage(), ex);
        }
    }

    private Vocabulary vocabulary(String table, VocabularyRecipe vocabulary) {
        return switch (vocabulary) {
            case VocabularyRecipe.Hashed(int buckets) -> new Vocabulary.Hashed(buckets);
            case VocabularyRecipe.Fitted _ -> new Vocabulary.Fitted(values(table));
        };
    }

    private List<String> values(String table) {
        ValueCounts values = this.counts.get(table);
        return (values == null) ? List.of() : values.values();
    }

    /** The features that no schema can be made of without rows. */
    static List<String> fittedFeatures(Recipe recipe) {
        return recipe.features().stream().filter((feature) -> switch (feature) {
            case FeatureRecipe.Categorical categorical -> fitted(recipe, categorical.table());
            case FeatureRecipe.CategoricalList list -> fitted(recipe, list.table());
            case FeatureRecipe.Numeric numeric -> !(numeric.normalizer() instanceof NormalizerRecipe.Given);
        }).map(FeatureRecipe::name).toList();
    }

    private static boolean fitted(Recipe recipe, String table) {
        return recipe.vocabularies().get(table) instanceof VocabularyRecipe.Fitted;
    }

}
