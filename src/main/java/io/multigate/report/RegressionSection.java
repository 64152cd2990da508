package io.multigate.report;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import io.multigate.evaluation.EvaluationReport.RegressionReport;
import io.multigate.evaluation.RegressionCurves;
import io.multigate.evaluation.RegressionCurves.Bin;
import io.multigate.evaluation.RegressionCurves.Residuals;
import io.multigate.evaluation.RegressionMeasures;
import io.multigate.plot.Plot;
import io.multigate.plot.Plot.Frame;
import io.multigate.plot.Plot.Scale;

/** Regressions: their measures, and of each what it predicts, what comes true, and how far the two lie apart. */
final class RegressionSection {

    private static final int WIDTH = 420;

    private static final int HEIGHT = 380;

    private RegressionSection() {}

    /** The table of measures; nothing without regressions. */
    static Html measures(List<RegressionReport> regressions, TaskTitles titles) {
        if (regressions.isEmpty()) {
            return Html.NOTHING;
        }
        Table table = new Table("prediction", "#rows", "#RMSE", "#MSE", "#R²");
        for (RegressionReport task : regressions) {
            RegressionMeasures measures = task.measures();
            table.row(List.of(
                    Html.all(Html.text(titles.title(task.task())),
                            Html.element("small", titles.meaning(task.task()))),
                    Html.text(Numbers.count(measures.rows())), Html.text(Numbers.significant(measures.rmse())),
                    Html.text(Numbers.significant(measures.mse())), Html.text(Numbers.fixed(measures.r2(), 4))));
        }
        return Html.all(table.html(), Html.element("p", """
                RMSE: root of the mean squared error (MSE), in the label's unit. R²: the share of the labels' variance \
                that the predictions explain; 0 is as good as their mean.""").with("class", "note"));
    }

    static Html of(RegressionCurves curves, TaskTitles titles) {
        return Html.all(Html.element("p", titles.meaning(curves.task())),
                Html.element("div", means(curves.deciles()), residuals(curves.residuals())).with("class", "plots"),
                table(curves.deciles()));
    }

    private static Html means(List<Bin> deciles) {
        List<Double> predicted = values(deciles, Bin::meanPrediction);
        List<Double> low = values(deciles, (bin) -> bin.labelInterval().low());
        List<Double> high = values(deciles, (bin) -> bin.labelInterval().high());
        double least = Stream.of(predicted, low).flatMap(List::stream).min(Double::compare).orElseThrow();
        double greatest = Stream.of(predicted, high).flatMap(List::stream).max(Double::compare).orElseThrow();
        double margin = Math.max(0.05 * (greatest - least), Math.ulp((float) greatest));
        Plot plot = new Plot(
                new Frame("", "mean prediction", "mean label", WIDTH, HEIGHT, Scale.LINEAR, Scale.LINEAR))
                .withoutLegend()
                .x(least - margin, greatest + margin)
                .y(least - margin, greatest + margin)
                .diagonal("as predicted", least - margin, greatest + margin)
                .intervals("95 % interval", predicted, low, high)
                .points("tenths", predicted, values(deciles, Bin::meanLabel));
        return Figure.of("Predicted and true", plot, """
                Each point is a tenth of the rows, its line the 95 % interval of the labels' mean; above the diagonal \
                the model predicts too little.""");
    }

    private static Html residuals(Residuals residuals) {
        if (residuals.counts().isEmpty()) {
            return Html.element("p", "No residuals: every prediction is its label.");
        }
        double sum = residuals.counts().stream().mapToLong(Long::longValue).sum();
        List<Double> shares = Stream
                .concat(residuals.counts().stream().map((count) -> 100 * count / sum), Stream.of(0.0))
                .toList();
        Plot plot = new Plot(
                new Frame("", "label less prediction", "share of the rows, %", WIDTH, HEIGHT, Scale.LINEAR,
                        Scale.LINEAR))
                .withoutLegend()
                .x(residuals.bounds().getFirst(), residuals.bounds().getLast())
                .steps("residuals", residuals.bounds(), shares);
        return Figure.of("Residuals", plot, """
                How often the label lies how far above the prediction, up to four root mean squared errors; the bins \
                at the ends hold what lies beyond.""");
    }

    private static Html table(List<Bin> deciles) {
        Table table = new Table("tenth", "#rows", "#mean prediction", "#mean label", "#95 % interval");
        for (int i = 0; i < deciles.size(); i++) {
            Bin bin = deciles.get(i);
            table.row(List.of(Html.text(Integer.toString(i + 1)), Html.text(Numbers.count(bin.rows())),
                    Html.text(Numbers.significant(bin.meanPrediction())),
                    Html.text(Numbers.significant(bin.meanLabel())),
                    Html.text(Numbers.significant(bin.labelInterval().low()) + " to "
                            + Numbers.significant(bin.labelInterval().high()))));
        }
        return Html.all(Html.element("h4", "Means by tenth of the rows, the lowest predictions first"), table.html());
    }

    private static List<Double> values(List<Bin> bins, ToDoubleFunction<Bin> value) {
        return bins.stream().map(value::applyAsDouble).toList();
    }

}
