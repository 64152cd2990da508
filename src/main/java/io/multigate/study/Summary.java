package io.multigate.study;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A figure over the seeds.
 *
 * @param mean of the trainings
 * @param deviation the sample's standard deviation, with n - 1; NaN of a single training
 * @param count trainings that have the figure
 */
record Summary(double mean, double deviation, int count) {

    /** Figures that are NaN do not count. */
    static Summary of(double... figures) {
        double[] defined = Arrays.stream(figures).filter((figure) -> !Double.isNaN(figure)).toArray();
        double mean = Arrays.stream(defined).average().orElse(Double.NaN);
        double squares = Arrays.stream(defined).map((figure) -> (figure - mean) * (figure - mean)).sum();
        return new Summary(mean, (defined.length > 1) ? Math.sqrt(squares / (defined.length - 1)) : Double.NaN,
                defined.length);
    }

    /** A member's figure over those of the results that are its own. */
    static Summary of(List<RunResult> results, Study.Member member, Study.Measure measure) {
        return of(results.stream()
                .filter((result) -> result.member().equals(member.name()))
                .mapToDouble((result) -> result.figure(measure))
                .toArray());
    }

    /** Mean and deviation with four digits, such as {@code 0.8110 ± 0.0006}; a hyphen where nothing is known. */
    @Override
    public String toString() {
        if (this.count == 0) {
            return "-";
        }
        String text = String.format(Locale.ROOT, "%.4f", this.mean);
        return Double.isNaN(this.deviation) ? text : text + String.format(Locale.ROOT, " ± %.4f", this.deviation);
    }

}
