package io.multigate.training;

import io.multigate.feature.Normalizer;
import io.multigate.feature.Side;

/** How one feature is to be fitted to the training rows. */
sealed interface FeatureRecipe {

    /** The feature, and the column that holds it. */
    String name();

    /** The part of a request that carries it. */
    Side side();

    /** What its column must hold. */
    ValueKind kind();

    /**
     * One category.
     * @param name the feature
     * @param side its side
     * @param table the vocabulary and embedding table, its own or that of another feature
     */
    record Categorical(String name, Side side, String table) implements FeatureRecipe {

        @Override
        public ValueKind kind() {
            return ValueKind.CATEGORY;
        }

    }

    /**
     * Any number of categories, whose embeddings are averaged.
     * @param name the feature
     * @param side its side
     * @param table the vocabulary and embedding table, its own or that of another feature
     * @param maximumLength how many of them count
     */
    record CategoricalList(String name, Side side, String table, int maximumLength) implements FeatureRecipe {

        @Override
        public ValueKind kind() {
            return ValueKind.CATEGORIES;
        }

    }

    /**
     * A number.
     * @param name the feature
     * @param side its side
     * @param normalizer how it is scaled or bucketed
     */
    record Numeric(String name, Side side, NormalizerRecipe normalizer) implements FeatureRecipe {

        @Override
        public ValueKind kind() {
            return ValueKind.NUMBER;
        }

    }

    /** How a number enters the network. */
    sealed interface NormalizerRecipe {

        /** Zero mean, unit deviation. */
        record Standard() implements NormalizerRecipe {}

        /** Zero mean, unit deviation of the logarithm. */
        record Log1p() implements NormalizerRecipe {}

        /** From 0 to 1. */
        record MinMax() implements NormalizerRecipe {}

        /**
         * Buckets with about equally many training rows each, and an embedding each.
         * @param buckets how many, at least 2
         */
        record Quantile(int buckets) implements NormalizerRecipe {}

        /**
         * Statistics that the recipe gives, so that nothing is fitted.
         * @param normalizer as it will be
         */
        record Given(Normalizer normalizer) implements NormalizerRecipe {}

    }

    /** How a vocabulary is made. */
    sealed interface VocabularyRecipe {

        /**
         * The values that stand often enough in the training rows.
         * @param minimumCount how often, at least 1
         */
        record Fitted(int minimumCount) implements VocabularyRecipe {}

        /**
         * Every value falls into one of so many buckets; nothing is fitted.
         * @param buckets at least 1
         */
        record Hashed(int buckets) implements VocabularyRecipe {}

    }

}
