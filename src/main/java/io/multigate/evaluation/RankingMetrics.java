package io.multigate.evaluation;

import java.util.Arrays;

/** How well probabilities order and describe binary labels. */
public final class RankingMetrics {

    /** Probabilities closer than this to 0 or 1 are moved to it, so that one confident error cannot cost infinity. */
    private static final double CLIP = 1e-7;

    private RankingMetrics() {}

    /**
     * Area under the ROC curve: the probability that a random positive row scores above a random negative one, a tie
     * counting one half. Computed from the ranks of the positive rows, tied rows sharing their mean rank
     * (Mann-Whitney): AUC = (sum of ranks - P (P + 1) / 2) / (P N).
     * @param scores [n], any finite numbers
     * @param labels [n], 0 or 1
     * @return in [0, 1]; NaN when a class has no row
     */
    public static double auc(float[] scores, float[] labels) {
        requireEqualLengths(scores, labels);
        int[] order = ascending(scores);
        double rankSum = 0;
        long positives = 0;
        for (int start = 0; start < order.length;) {
            int end = start;
            long tiedPositives = 0;
            while (end < order.length && scores[order[end]] == scores[order[start]]) {
                tiedPositives += (labels[order[end]] > 0) ? 1 : 0;
                end++;
            }
            double meanRank = (start + 1 + end) / 2.0;
            rankSum += meanRank * tiedPositives;
            positives += tiedPositives;
            start = end;
        }
        long negatives = order.length - positives;
        if (positives == 0 || negatives == 0) {
            return Double.NaN;
        }
        return (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
    }

    /**
     * The AUC that labels drawn from known probabilities would give on average: sum over pairs of p_i (1 - p_j), those
     * in which i scores above j, over the sum of all, a tie counting one half.
     * @param scores [n], any finite numbers
     * @param probabilities [n], in [0, 1], with which a row's label is 1
     * @return in [0, 1]; NaN when no pair can have different labels
     */
    static double expectedAuc(float[] scores, float[] probabilities) {
        requireEqualLengths(scores, probabilities);
        int[] order = ascending(scores);
        double ordered = 0;
        double positivesBelow = 0;
        double negativesBelow = 0;
        double alone = 0;
        for (int start = 0; start < order.length;) {
            int end = start;
            double positives = 0;
            double negatives = 0;
            while (end < order.length && scores[order[end]] == scores[order[start]]) {
                double p = probabilities[order[end]];
                positives += p;
                negatives += 1 - p;
                alone += p * (1 - p);
                end++;
            }
            ordered += positives * (negativesBelow + negatives / 2);
            positivesBelow += positives;
            negativesBelow += negatives;
            start = end;
        }
        double pairs = positivesBelow * negativesBelow - alone;
        return (pairs > 0) ? (ordered - alone / 2) / pairs : Double.NaN;
    }

    /**
     * Group AUC (Zhou et al. 2018, "Deep Interest Network", section 6.2): the mean of the AUC within each group,
     * weighted by the group's rows. Groups that lack a class are left out.
     * @param scores [n]
     * @param labels [n], 0 or 1
     * @param groups [n], the group of each row, such as its user or its request
     * @return in [0, 1]; NaN when no group has both classes
     */
    public static double gauc(float[] scores, float[] labels, int[] groups) {
        requireEqualLengths(scores, labels);
        if (groups.length != scores.length) {
            throw new IllegalArgumentException(scores.length + " scores, but " + groups.length + " groups");
        }
        long[] keys = new long[groups.length];
        for (int row = 0; row < keys.length; row++) {
            keys[row] = ((long) groups[row] << Integer.SIZE) | row;
        }
        Arrays.sort(keys);
        double sum = 0;
        long weight = 0;
        for (int start = 0; start < keys.length;) {
            int end = start;
            while (end < keys.length && keys[end] >> Integer.SIZE == keys[start] >> Integer.SIZE) {
                end++;
            }
            double auc = auc(pick(scores, keys, start, end), pick(labels, keys, start, end));
            if (!Double.isNaN(auc)) {
                sum += auc * (end - start);
                weight += end - start;
            }
            start = end;
        }
        return (weight == 0) ? Double.NaN : sum / weight;
    }

    /**
     * Mean binary cross-entropy in nats: -(y ln p + (1 - y) ln(1 - p)), each p first moved into
     * [{@value #CLIP}, 1 - {@value #CLIP}].
     * @param probabilities [n], in [0, 1]
     * @param labels [n], 0 or 1
     * @return at least 0; NaN without rows
     */
    public static double logLoss(float[] probabilities, float[] labels) {
        requireEqualLengths(probabilities, labels);
        double sum = 0;
        for (int row = 0; row < labels.length; row++) {
            double p = Math.clamp(probabilities[row], CLIP, 1 - CLIP);
            sum -= (labels[row] > 0) ? Math.log(p) : Math.log1p(-p);
        }
        return sum / labels.length;
    }

    /** The rank of each row, the lowest score's being 1; tied rows share their mean rank. */
    static double[] ranks(float[] scores) {
        int[] order = ascending(scores);
        double[] ranks = new double[order.length];
        for (int start = 0; start < order.length;) {
            int end = start;
            while (end < order.length && scores[order[end]] == scores[order[start]]) {
                end++;
            }
            for (int i = start; i < end; i++) {
                ranks[order[i]] = (start + 1 + end) / 2.0;
            }
            start = end;
        }
        return ranks;
    }

    /**
     * Row numbers in ascending order of their scores.
     * @throws IllegalArgumentException if one is NaN, which has no place in it
     */
    static int[] ascending(float[] scores) {
        long[] keys = new long[scores.length];
        for (int row = 0; row < keys.length; row++) {
            if (Float.isNaN(scores[row])) {
                throw new IllegalArgumentException("the score of row " + row + " is NaN");
            }
            // Adding 0 turns -0 into 0, so that the two tie; the flip makes the bits of negative numbers ascend.
            int bits = Float.floatToIntBits(scores[row] + 0f);
            int sortable = bits ^ ((bits >> (Integer.SIZE - 1)) & Integer.MAX_VALUE);
            keys[row] = ((long) sortable << Integer.SIZE) | row;
        }
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) keys[i];
        }
        return order;
    }

    static void requireEqualLengths(float[] predictions, float[] labels) {
        if (predictions.length != labels.length) {
            throw new IllegalArgumentException(predictions.length + " predictions, but " + labels.length + " labels");
        }
    }

    private static float[] pick(float[] values, long[] keys, int start, int end) {
        float[] picked = new float[end - start];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = values[(int) keys[start + i]];
        }
        return picked;
    }

}
