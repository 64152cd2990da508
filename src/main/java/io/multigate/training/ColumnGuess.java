package io.multigate.training;

import java.util.List;

import io.multigate.feature.Side;

/** What a draft makes of a column, with the reasons. */
sealed interface ColumnGuess {

    /** The column. */
    String column();

    /** Why, for a person, a sentence each. */
    List<String> reasons();

    /**
     * A feature.
     * @param column its name
     * @param side its side
     * @param keys its other keys as they stand in a recipe, such as {@code kind: numeric, normalizer: log1p}
     * @param reasons why
     */
    record Feature(String column, Side side, String keys, List<String> reasons) implements ColumnGuess {

        public Feature {
            reasons = List.copyOf(reasons);
        }

    }

    /**
     * Not a feature.
     * @param column its name
     * @param reasons why
     */
    record LeftOut(String column, List<String> reasons) implements ColumnGuess {

        public LeftOut {
            reasons = List.copyOf(reasons);
        }

    }

}
