package io.multigate.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.multigate.plot.DotPlot;
import io.multigate.plot.Plot;

/** What a study found, as plots. */
final class StudyPlots {

    private final Study study;

    private final List<RunResult> results;

    /**
     * Plots.
     * @param results those that are known
     */
    StudyPlots(Study study, List<RunResult> results) {
        this.study = study;
        this.results = List.copyOf(results);
    }

    /** SVG by file name: one a measure that any member has, and the validation losses where rows were held out. */
    Map<String, String> draw() {
        Map<String, String> plots = new LinkedHashMap<>();
        for (Study.Measure measure : this.study.measures()) {
            List<DotPlot.Column> columns = columns(measure);
            if (!columns.isEmpty()) {
                plots.put(measure.name() + ".svg", DotPlot.svg(measure.title(), columns));
            }
        }
        Map<String, List<Double>> curves = lossCurves();
        if (!curves.isEmpty()) {
            plots.put("validation-loss.svg", lossPlot(curves));
        }
        return plots;
    }

    /** The members that have the figure. */
    private List<DotPlot.Column> columns(Study.Measure measure) {
        List<DotPlot.Column> columns = new ArrayList<>();
        for (Study.Member member : this.study.members()) {
            Published published = member.published().get(measure.name());
            Summary here = Summary.of(this.results, member, measure);
            if (here.count() > 0) {
                columns.add(new DotPlot.Column(member.title(), here.mean(), here.deviation(),
                        (published != null) ? published.figure() : Double.NaN));
            }
        }
        return columns;
    }

    private static String lossPlot(Map<String, List<Double>> curves) {
        int last = curves.values().stream().mapToInt(List::size).max().orElseThrow();
        Plot plot = new Plot(
                new Plot.Frame("", "epoch", "validation loss, as the member weighs it, mean over the seeds", 960, 420,
                        Plot.Scale.LINEAR, Plot.Scale.LINEAR))
                .counting(last);
        curves.forEach((member, losses) -> plot.markedLine(member,
                IntStream.rangeClosed(1, losses.size()).mapToObj(Double::valueOf).toList(), losses));
        return plot.svg();
    }

    /**
     * By member, mean over its trainings after each epoch that all of them reached: means of unlike sets would jump.
     */
    Map<String, List<Double>> lossCurves() {
        Map<String, List<Double>> curves = new LinkedHashMap<>();
        for (Study.Member member : this.study.members()) {
            List<List<Double>> losses = this.results.stream()
                    .filter((result) -> result.member().equals(member.name()))
                    .map(RunResult::validationLosses)
                    .toList();
            int epochs = losses.stream().mapToInt(List::size).min().orElse(0);
            if (epochs > 0) {
                curves.put(member.title(), IntStream.range(0, epochs)
                        .mapToObj(
                                (epoch) -> losses.stream().mapToDouble((run) -> run.get(epoch)).average().orElseThrow())
                        .toList());
            }
        }
        return curves;
    }

}
