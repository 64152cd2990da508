package io.multigate.report;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import io.multigate.evaluation.CalibrationBin;
import io.multigate.evaluation.RocCurve;
import io.multigate.evaluation.ScoreHistogram;
import io.multigate.evaluation.TaskCurves;
import io.multigate.plot.Plot;
import io.multigate.plot.Plot.Frame;
import io.multigate.plot.Plot.Scale;

/** One task: how it orders, how it is calibrated, and what it predicts. */
final class TaskSection {

    /** Predictions that differ by less than this factor are shown on a linear scale. */
    private static final double DECADE = 10;

    private static final int WIDTH = 420;

    private static final int HEIGHT = 380;

    private TaskSection() {}

    static Html of(TaskCurves curves, TaskTitles titles) {
        if (curves.deciles().isEmpty()) {
            return Html.element("p", "No row of the data can judge this task.");
        }
        return Html.all(Html.element("p", titles.meaning(curves.task())),
                Html.element("div", roc(curves.roc()), calibration(curves.calibration()), histogram(curves.histogram()))
                        .with("class", "plots"),
                deciles(curves.deciles()));
    }

    private static Html roc(RocCurve curve) {
        if (curve.points().isEmpty()) {
            return Html.element("p", "No ROC curve: all rows are of one class.");
        }
        Plot plot = new Plot(new Frame("", "share of negatives above the threshold",
                "share of positives above it", WIDTH, HEIGHT, Scale.LINEAR, Scale.LINEAR)).withoutLegend()
                .x(0, 1)
                .y(0, 1)
                .line("model", curve.points().stream().map(RocCurve.Point::falsePositiveRate).toList(),
                        curve.points().stream().map(RocCurve.Point::truePositiveRate).toList())
                .diagonal("chance", 0, 1);
        return Figure.of("ROC", plot, """
                The further the curve bends to the upper left, the better positives stand above negatives; the \
                diagonal is chance.""");
    }

    private static Html calibration(List<CalibrationBin> all) {
        List<CalibrationBin> bins = all.stream().filter((bin) -> bin.predicted() > 0).toList();
        boolean logarithmic = !bins.isEmpty()
                && bins.getLast().meanPrediction() > DECADE * bins.getFirst().meanPrediction();
        // A bin without positives has no place on a logarithmic axis.
        List<CalibrationBin> shown = logarithmic ? bins.stream().filter((bin) -> bin.positives() > 0).toList() : bins;
        if (shown.isEmpty()) {
            return Html.element("p", "No calibration curve: no positives.");
        }
        List<Double> predicted = values(shown, CalibrationBin::meanPrediction);
        List<Double> rates = values(shown, CalibrationBin::rate);
        List<Double> high = values(shown, (bin) -> bin.rateInterval().high());
        double greatest = Stream.of(predicted, high).flatMap(List::stream).max(Double::compare).orElseThrow();
        double least = Stream.of(predicted, rates).flatMap(List::stream).min(Double::compare).orElseThrow();
        double start = logarithmic ? Math.pow(10, Math.floor(Math.log10(least))) : 0;
        double end = logarithmic ? Math.pow(10, Math.ceil(Math.log10(greatest))) : Math.min(1, 1.05 * greatest);
        // Few positives leave an interval that reaches down for decades in which no point lies.
        List<Double> low = values(shown, (bin) -> Math.max(start, bin.rateInterval().low()));
        Scale scale = logarithmic ? Scale.LOGARITHMIC : Scale.LINEAR;
        Plot plot = new Plot(new Frame("", "mean prediction", "share of positives", WIDTH, HEIGHT, scale, scale))
                .withoutLegend()
                .x(start, end)
                .y(start, end)
                .diagonal("calibrated", start, end)
                .intervals("95 % interval", predicted, low, high)
                .points("bins", predicted, rates);
        return Figure.of("Calibration", plot, """
                Each point is a twentieth of the rows, its line the 95 %% interval of the rate; above the diagonal the \
                model predicts too little%s."""
                .formatted(logarithmic ? ", and a bin without positives is left out" : ""));
    }

    private static Html histogram(ScoreHistogram histogram) {
        Plot plot = new Plot(new Frame("", "prediction", "share of the class, %", WIDTH, HEIGHT, Scale.LOGARITHMIC,
                Scale.LINEAR)).legendBelow()
                .x(histogram.bounds().getFirst(), histogram.bounds().getLast());
        steps(plot, "negatives", histogram.bounds(), histogram.negatives());
        steps(plot, "positives", histogram.bounds(), histogram.positives());
        return Figure.of("Predictions", plot, """
                How often which probability is predicted, of negatives and of positives, each adding up to 100 %; the \
                less the two overlap, the better they are told apart.""");
    }

    private static void steps(Plot plot, String name, List<Double> bounds, List<Long> counts) {
        double sum = counts.stream().mapToLong(Long::longValue).sum();
        if (sum > 0) {
            List<Double> shares = Stream.concat(counts.stream().map((count) -> 100 * count / sum), Stream.of(0.0))
                    .toList();
            plot.steps(name, bounds, shares);
        }
    }

    private static Html deciles(List<CalibrationBin> deciles) {
        Table table = new Table("tenth", "#rows", "#positives", "#mean prediction", "#rate", "#COPC", "#95 % interval",
                "½ · 1 · 2");
        for (int i = 0; i < deciles.size(); i++) {
            CalibrationBin bin = deciles.get(i);
            table.row(List.of(Html.text(Integer.toString(i + 1)), Html.text(Numbers.count(bin.rows())),
                    Html.text(Numbers.count(bin.positives())), Html.text(Numbers.significant(bin.meanPrediction())),
                    Html.text(Numbers.significant(bin.rate())), Html.text(Numbers.fixed(bin.copc(), 3)),
                    Html.text(Numbers.interval(bin.copcInterval(), 2)), Bars.ratio(bin.copc(), bin.copcInterval())));
        }
        return Html.all(Html.element("h4", "COPC by tenth of the rows, the lowest predictions first"), table.html(),
                Html.element("p", """
                        The dot is the COPC, the line its 95 % interval, on a scale from ½ to 2; an interval in red \
                        does not hold 1, which chance alone does to one in twenty.""").with("class", "note"));
    }

    private static List<Double> values(List<CalibrationBin> bins, ToDoubleFunction<CalibrationBin> value) {
        return bins.stream().map(value::applyAsDouble).toList();
    }

}
