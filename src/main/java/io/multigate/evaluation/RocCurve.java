package io.multigate.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * The receiver operating characteristic: for each threshold the share of negatives above it and the share of positives
 * above it. The area under it is {@link RankingMetrics#auc}.
 *
 * @param points from (0, 0) to (1, 1), the highest threshold first; empty when a class has no row
 */
public record RocCurve(List<Point> points) {

    /** Points that lie closer together than this cannot be told apart in a picture. */
    private static final double STEP = 1.0 / 250;

    /**
     * One threshold.
     * @param falsePositiveRate share of the negatives above the threshold
     * @param truePositiveRate share of the positives above it
     */
    public record Point(double falsePositiveRate, double truePositiveRate) {

        private boolean near(Point other) {
            return Math.abs(this.falsePositiveRate - other.falsePositiveRate) < STEP
                    && Math.abs(this.truePositiveRate - other.truePositiveRate) < STEP;
        }

    }

    public RocCurve {
        points = List.copyOf(points);
    }

    /**
     * The curve of these scores, thinned to at most some five hundred points. Rows of equal score share a threshold.
     * @param scores [n], any finite numbers
     * @param labels [n], 0 or 1
     */
    public static RocCurve of(float[] scores, float[] labels) {
        RankingMetrics.requireEqualLengths(scores, labels);
        CalibrationBin all = CalibrationBin.EMPTY;
        for (float label : labels) {
            all = all.plus(0, label);
        }
        double positives = all.positives();
        double negatives = all.rows() - positives;
        if (positives == 0 || negatives == 0) {
            return new RocCurve(List.of());
        }
        int[] order = RankingMetrics.ascending(scores);
        List<Point> points = new ArrayList<>(List.of(new Point(0, 0)));
        long found = 0;
        for (int i = order.length - 1; i >= 0; i--) {
            found += (labels[order[i]] > 0) ? 1 : 0;
            boolean last = i == 0;
            if (last || scores[order[i]] != scores[order[i - 1]]) {
                Point point = new Point((order.length - i - found) / negatives, found / positives);
                if (last || !point.near(points.getLast())) {
                    points.add(point);
                }
            }
        }
        return new RocCurve(points);
    }

}
