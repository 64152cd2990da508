package io.multigate.feature;

import java.util.Optional;

/** One feature of a schema: its name, its side, and how its values become numbers. */
public sealed interface FeatureField {

    /** The name by which requests and data files give the value. */
    String name();

    /** The part of the request that carries the value. */
    Side side();

    /** The embedding table that the encoded ids index; empty when the feature enters the network as one number. */
    Optional<String> table();

    /**
     * One value out of a vocabulary, looked up in an embedding table.
     * @param name the feature
     * @param side its side
     * @param tableName the vocabulary and embedding table, possibly shared with other features
     */
    record Categorical(String name, Side side, String tableName) implements FeatureField {

        @Override
        public Optional<String> table() {
            return Optional.of(this.tableName);
        }

    }

    /**
     * Any number of values out of a vocabulary; their embeddings are averaged. Only the first {@code maximumLength}
     * values count, in training and in serving alike.
     * @param name the feature
     * @param side its side
     * @param tableName the vocabulary and embedding table, possibly shared with other features
     * @param maximumLength how many values count, at least 1
     */
    record CategoricalList(String name, Side side, String tableName, int maximumLength) implements FeatureField {

        public CategoricalList {
            if (maximumLength < 1) {
                throw new IllegalArgumentException(
                        "maximum length of feature '" + name + "' is " + maximumLength + "; it must be at least 1");
            }
        }

        @Override
        public Optional<String> table() {
            return Optional.of(this.tableName);
        }

    }

    /**
     * A number, either normalised to one input or cut into quantile buckets, each with its own embedding.
     * @param name the feature
     * @param side its side
     * @param normalizer how the number is scaled or bucketed
     */
    record Numeric(String name, Side side, Normalizer normalizer) implements FeatureField {

        /** The table of a bucketed feature is its own and bears its name. */
        @Override
        public Optional<String> table() {
            return (this.normalizer instanceof Normalizer.Buckets) ? Optional.of(this.name) : Optional.empty();
        }

    }

}
