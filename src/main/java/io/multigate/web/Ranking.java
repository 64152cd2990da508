package io.multigate.web;

import java.util.Arrays;

/** The order of candidates by a score. */
final class Ranking {

    private Ranking() {}

    /**
     * The candidates by descending score, equal ones in the order in which they came.
     * @param scores finite, by candidate
     */
    static int[] descending(float[] scores) {
        long[] keys = new long[scores.length];
        for (int i = 0; i < keys.length; i++) {
            // Adding 0 turns -0 into 0, so that the two tie; the flip makes the bits of negative numbers ascend.
            int bits = Float.floatToIntBits(scores[i] + 0f);
            int ascending = bits ^ ((bits >> (Integer.SIZE - 1)) & Integer.MAX_VALUE);
            keys[i] = ((long) ~ascending << Integer.SIZE) | i;
        }
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) keys[i];
        }
        return order;
    }

    /** The candidates as they came. */
    static int[] unranked(int size) {
        int[] order = new int[size];
        Arrays.setAll(order, (i) -> i);
        return order;
    }

}
