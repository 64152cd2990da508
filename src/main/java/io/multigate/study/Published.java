package io.multigate.study;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A figure that others report.
 *
 * @param text as they print it
 * @param figure their mean, or the bound
 * @param deviation their standard deviation, above 0; NaN where they report none
 * @param bound whether they say no more than that the figure is at least this
 */
record Published(String text, double figure, double deviation, boolean bound) {

    /** What {@link #parse} understands. */
    static final String ALLOWED = "a number, 'mean ± deviation' or '>= number'";

    /** Deviations from the published mean that count as the same. */
    private static final double TOLERATED = 2;

    private static final String NUMBER = "(-?[0-9]*\\.?[0-9]+)";

    private static final Pattern FORM = Pattern.compile("(>= )?" + NUMBER + "(?: ± " + NUMBER + ")?");

    static Optional<Published> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        boolean bound = form.group(1) != null;
        double deviation = (form.group(3) != null) ? Double.parseDouble(form.group(3)) : Double.NaN;
        boolean possible = Double.isNaN(deviation) || (deviation > 0 && !bound);
        return Optional.of(new Published(text, Double.parseDouble(form.group(2)), deviation, bound))
                .filter((_) -> possible);
    }

    /**
     * Whether a mean is as good: within two of the published standard deviations, or beyond them on the better side;
     * for a bound, whether it is kept.
     * @return {@code yes} or {@code no}, with the distance in published standard deviations; empty where nothing can be
     * said
     */
    String reachedBy(double mean, Study.Measure measure) {
        if (Double.isNaN(mean)) {
            return "";
        }
        if (this.bound) {
            return (mean >= this.figure) ? "yes" : "no";
        }
        if (Double.isNaN(this.deviation)) {
            return "";
        }
        double distance = (mean - this.figure) / this.deviation;
        boolean reached = switch (measure.figure()) {
            case "auc", "truthAuc", "truthCorrelation", "r2" -> distance >= -TOLERATED;
            case "logLoss", "ece", "mse", "rmse" -> distance <= TOLERATED;
            default -> Math.abs(distance) <= TOLERATED;
        };
        return String.format(Locale.ROOT, "%s (%+.1f)", reached ? "yes" : "no", distance);
    }

}
