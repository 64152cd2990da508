package io.multigate.training;

import java.util.Locale;

/**
 * The vocabulary and the embedding width of a categorical column.
 *
 * @param keys as they stand in a recipe
 * @param reason one clause
 */
record TableGuess(String keys, String reason) {

    /** Values of a list that count at most. */
    static final int LONGEST_LIST = 20;

    /** Tables up to this size keep their rare values too. */
    private static final int SMALL = 50;

    /** Occurrences from which an embedding can be learnt. */
    private static final int FREQUENT = 20;

    /** Occurrences that must do in files with few rows. */
    private static final int FREQUENT_IN_FEW_ROWS = 5;

    private static final int FEW_ROWS = 10_000;

    private static final int MOST_BUCKETS = 1 << 17;

    /** Rows beyond which a table is kept narrow: it would outweigh all the rest of the model. */
    private static final int LARGE = 20_000;

    static TableGuess of(ColumnProfile column) {
        DistinctValues values = column.values();
        if (!values.exact()) {
            return hashed(values.size(), "too many values for a vocabulary");
        }
        if (values.size() <= SMALL) {
            return new TableGuess("embedding: " + width(values.size()), "few enough to keep all");
        }
        int minimum = (column.filled() < FEW_ROWS) ? FREQUENT_IN_FEW_ROWS : FREQUENT;
        double coverage = values.coverage(minimum);
        if (coverage < 0.5) {
            return hashed(values.size(), String.format(Locale.ROOT,
                    "values that stand %d times or more make up only %.1f %%", minimum, 100 * coverage));
        }
        long kept = values.frequent(minimum);
        return new TableGuess("minimumCount: " + minimum + ", embedding: " + width(kept), String.format(Locale.ROOT,
                "%d stand %d times or more and make up %.1f %%, the others are unknown", kept, minimum,
                100 * coverage));
    }

    private static TableGuess hashed(long distinct, String reason) {
        long buckets = Math.clamp(Long.highestOneBit(Math.max(1, distinct)), 1024, MOST_BUCKETS);
        return new TableGuess("hashBuckets: " + buckets + ", embedding: " + width(buckets),
                reason + ", so they are hashed into buckets");
    }

    /** Twice the fourth root, as a multiple of 4 that vector registers like, from 4 to 16. */
    static int width(long rows) {
        long width = Math.clamp(4 * Math.round(Math.pow((double) rows, 0.25) / 2), 4, 16);
        return (int) ((rows > LARGE) ? Math.min(8, width) : width);
    }

}
