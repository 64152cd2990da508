package io.multigate.benchmark;

import java.util.List;

/** Refuses to compare the speed of sides that do not say the same. */
final class Agreement {

    /** What two probabilities may differ by. */
    private static final float TOLERANCE = 1e-5f;

    private Agreement() {}

    /**
     * Holds all sides to the first one.
     * @return the largest difference
     * @throws IllegalStateException if a side's answer differs by more than {@value #TOLERANCE}
     */
    static float require(List<Contender> contenders, int requests) {
        float largest = 0;
        for (int request = 0; request < requests; request++) {
            float[][] expected = contenders.getFirst().score(request);
            for (Contender other : contenders.subList(1, contenders.size())) {
                float difference = difference(expected, other.score(request));
                if (!(difference <= TOLERANCE)) {
                    throw new IllegalStateException("request " + request + ": " + other.name() + " differs from "
                            + contenders.getFirst().name() + " by " + difference);
                }
                largest = Math.max(largest, difference);
            }
        }
        return largest;
    }

    /** The largest difference of two answers, NaN if they are not of one shape or one is no number. */
    static float difference(float[][] expected, float[][] actual) {
        if (expected.length != actual.length) {
            return Float.NaN;
        }
        float largest = 0;
        for (int task = 0; task < expected.length; task++) {
            if (expected[task].length != actual[task].length) {
                return Float.NaN;
            }
            for (int i = 0; i < expected[task].length; i++) {
                largest = Math.max(largest, Math.abs(expected[task][i] - actual[task][i]));
            }
        }
        return largest;
    }

}
