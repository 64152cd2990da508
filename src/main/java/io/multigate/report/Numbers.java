package io.multigate.report;

import java.util.Locale;

import io.multigate.evaluation.Interval;

/** How the page writes numbers; what is undefined is a dash. */
final class Numbers {

    private static final String UNDEFINED = "–";

    private Numbers() {}

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** So many digits after the point. */
    static String fixed(double value, int digits) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + digits + "f", value) : UNDEFINED;
    }

    /** A share in percent, with three significant digits. */
    static String percent(double share) {
        double percent = 100 * share;
        int digits = (percent >= 10) ? 1 : (percent >= 1) ? 2 : 3;
        if (percent == 0) {
            return "0 %";
        }
        return Double.isFinite(percent) ? fixed(percent, digits) + " %" : UNDEFINED;
    }

    /** A number of any size, with three significant digits. */
    static String significant(double value) {
        if (value == 0) {
            return "0";
        }
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3g", value) : UNDEFINED;
    }

    /** From end to end. */
    static String interval(Interval interval, int digits) {
        return (Double.isFinite(interval.low()) && Double.isFinite(interval.high()))
                ? fixed(interval.low(), digits) + " to " + fixed(interval.high(), digits)
                : UNDEFINED;
    }

}
