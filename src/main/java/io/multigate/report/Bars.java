package io.multigate.report;

import java.util.Locale;

import io.multigate.evaluation.Interval;

/** Pictures of one number, as small as a word, for the cells of a table. */
final class Bars {

    private static final int WIDTH = 104;

    private static final int HEIGHT = 14;

    /** Ratios beyond this and below its inverse are drawn at the edge. */
    private static final double GREATEST_RATIO = 2;

    private Bars() {}

    /** A ratio and its interval on a logarithmic scale from 1/2 to 2, with a line at 1. Marked when 1 lies outside. */
    static Html ratio(double ratio, Interval interval) {
        if (!Double.isFinite(ratio)) {
            return Html.NOTHING;
        }
        String state = interval.contains(1) ? "within" : "beyond";
        return svg(line("one", at(1), 0, at(1), HEIGHT) + range(at(interval.low()), at(interval.high()), state)
                + dot(at(ratio), state));
    }

    private static double at(double ratio) {
        double share = (ratio <= 0) ? 0 : 0.5 + Math.log(ratio) / Math.log(GREATEST_RATIO) / 2;
        return WIDTH * Math.clamp(share, 0.0, 1.0);
    }

    /**
     * A bar from 0, with its interval.
     * @param greatest what a bar of the full width says
     */
    static Html bar(double value, Interval interval, double greatest) {
        if (!Double.isFinite(value) || !(greatest > 0)) {
            return Html.NOTHING;
        }
        return svg(rectangle(WIDTH * Math.clamp(value / greatest, 0.0, 1.0))
                + range(WIDTH * Math.clamp(interval.low() / greatest, 0.0, 1.0),
                        WIDTH * Math.clamp(interval.high() / greatest, 0.0, 1.0), "whisker"));
    }

    private static String rectangle(double width) {
        return String.format(Locale.ROOT, "<rect class=\"bar\" x=\"0\" y=\"2\" width=\"%.1f\" height=\"%d\"/>", width,
                HEIGHT - 4);
    }

    private static String range(double from, double to, String state) {
        return line(state, from, HEIGHT / 2.0, to, HEIGHT / 2.0);
    }

    private static String line(String state, double x1, double y1, double x2, double y2) {
        return String.format(Locale.ROOT, "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", state,
                x1, y1, x2, y2);
    }

    private static String dot(double x, String state) {
        return String.format(Locale.ROOT, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%d\" r=\"3\"/>", state, x, HEIGHT / 2);
    }

    private static Html svg(String content) {
        return new Html(String.format(Locale.ROOT,
                "<svg class=\"spark\" viewBox=\"-4 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\""
                        + " aria-hidden=\"true\">%3$s</svg>",
                WIDTH + 8, HEIGHT, content));
    }

}
