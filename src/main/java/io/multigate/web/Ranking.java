package io.multigate.web;

import java.util.Arrays;

/** The order of candidates by a score. */
final class Ranking {

    private Ranking() {}

    /**
     * The candidates by descending score, equal ones in the order in which they came.
     * @param scores each 0 or above, by candidate
     */
    static int[] descending(float[] scores) {
        long[] keys = new long[scores.length];
        for (int i = 0; i < keys.length; i++) {
            // The bits of floats that are not negative are in the order of the floats.
            keys[i] = ((long) (Integer.MAX_VALUE - Float.floatToIntBits(scores[i])) << Integer.SIZE) | i;
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
