package io.multigate.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.multigate.feature.Normalizer;
import io.multigate.feature.Side;
import io.multigate.training.FeatureRecipe.NormalizerRecipe;
import io.multigate.training.FeatureRecipe.VocabularyRecipe;
import tools.jackson.databind.JsonNode;

/** Reads the features of a recipe one after the other, and gathers the tables that they name. */
final class FeatureRecipeReader {

    private enum Kind {

        CATEGORICAL, CATEGORICAL_LIST, NUMERIC

    }

    private enum NormalizerKind {

        STANDARD, LOG1P, MIN_MAX, QUANTILE

    }

    /** Keys of every feature. */
    private static final String[] COMMON = {"name", "side", "kind"};

    private final Map<String, FeatureRecipe> features = new LinkedHashMap<>();

    private final Map<String, VocabularyRecipe> vocabularies = new LinkedHashMap<>();

    /** Embedding width by table. */
    private final Map<String, Integer> widths = new TreeMap<>();

    /** Path of the feature that shares a table, by the table. */
    private final Map<String, String> shared = new LinkedHashMap<>();

    Map<String, VocabularyRecipe> vocabularies() {
        return this.vocabularies;
    }

    Map<String, Integer> widths() {
        return this.widths;
    }

    FeatureRecipe read(String path, JsonNode node) {
        RecipeSection section = new RecipeSection(path, node, "name", "side", "kind", "table", "minimumCount",
                "hashBuckets", "maximumLength", "embedding", "normalizer", "buckets", "mean", "deviation",
                "minimum", "maximum");
        String name = section.text("name");
        Side side = section.choice("side", Side.class);
        FeatureRecipe feature = switch (section.choice("kind", Kind.class)) {
            case CATEGORICAL -> new FeatureRecipe.Categorical(name, side, table(section, name));
            case CATEGORICAL_LIST -> new FeatureRecipe.CategoricalList(name, side,
                    table(section, name, "maximumLength"), section.integer("maximumLength", 1));
            case NUMERIC -> new FeatureRecipe.Numeric(name, side, normalizer(section, name));
        };
        if (this.features.put(name, feature) != null) {
            throw new InvalidRecipeException(path + ": feature '" + name + "' stands twice");
        }
        return feature;
    }

    /** Checks what only the whole list shows. */
    void finish() {
        this.shared.forEach((table, path) -> {
            if (!this.vocabularies.containsKey(table)) {
                throw new InvalidRecipeException(
                        path + ".table is '" + table + "'; available: " + this.vocabularies.keySet());
            }
        });
    }

    private String table(RecipeSection section, String name, String... more) {
        if (section.has("table")) {
            section.only(keys(more, "table"));
            String table = section.text("table");
            this.shared.put(table, section.path());
            return table;
        }
        if (section.has("hashBuckets")) {
            section.only(keys(more, "hashBuckets", "embedding"));
            this.vocabularies.put(name, new VocabularyRecipe.Hashed(section.integer("hashBuckets", 1)));
        } else {
            section.only(keys(more, "minimumCount", "embedding"));
            this.vocabularies.put(name, new VocabularyRecipe.Fitted(section.integer("minimumCount", 1, 1)));
        }
        this.widths.put(name, section.integer("embedding", 1));
        return name;
    }

    private NormalizerRecipe normalizer(RecipeSection section, String name) {
        String[] common = {"normalizer"};
        return switch (section.choice("normalizer", NormalizerKind.class)) {
            case STANDARD -> {
                section.only(keys(common, "mean", "deviation"));
                yield given(section, "mean", "deviation")
                        ? new NormalizerRecipe.Given(
                                new Normalizer.Standard(section.number("mean"), section.number("deviation")))
                        : new NormalizerRecipe.Standard();
            }
            case LOG1P -> {
                section.only(keys(common, "mean", "deviation"));
                yield given(section, "mean", "deviation")
                        ? new NormalizerRecipe.Given(
                                new Normalizer.Log1p(section.number("mean"), section.number("deviation")))
                        : new NormalizerRecipe.Log1p();
            }
            case MIN_MAX -> {
                section.only(keys(common, "minimum", "maximum"));
                yield given(section, "minimum", "maximum")
                        ? new NormalizerRecipe.Given(minMax(section.number("minimum"), section.number("maximum")))
                        : new NormalizerRecipe.MinMax();
            }
            case QUANTILE -> {
                section.only(keys(common, "buckets", "embedding"));
                this.widths.put(name, section.integer("embedding", 1));
                yield new NormalizerRecipe.Quantile(section.integer("buckets", 2));
            }
        };
    }

    /** Whether statistics are given instead of fitted; who gives one of them gives both. */
    private static boolean given(RecipeSection section, String one, String other) {
        return section.has(one) || section.has(other);
    }

    private static Normalizer minMax(double minimum, double maximum) {
        return new Normalizer.MinMax(minimum, maximum, minimum / 2 + maximum / 2);
    }

    private static String[] keys(String[] some, String... others) {
        return Stream.of(COMMON, some, others).flatMap(Arrays::stream).toArray(String[]::new);
    }

}
