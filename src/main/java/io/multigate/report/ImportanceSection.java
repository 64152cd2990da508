package io.multigate.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.multigate.evaluation.AucDifference;
import io.multigate.evaluation.Importance;
import io.multigate.evaluation.Importance.FeatureImportance;
import io.multigate.evaluation.Interval;

/** What each feature is worth to each task. */
final class ImportanceSection {

    private static final AucDifference NONE = new AucDifference(Double.NaN, Double.NaN, Double.NaN);

    private ImportanceSection() {}

    static Html of(Importance importance, List<String> tasks, TaskTitles titles) {
        List<String> headings = new ArrayList<>(List.of("feature"));
        for (String task : tasks) {
            headings.addAll(List.of("#" + titles.title(task), "#±", "AUC drop"));
        }
        Table table = new Table(headings);
        for (FeatureImportance feature : sorted(importance, tasks.getFirst())) {
            List<Html> cells = new ArrayList<>(List.of(Html.element("code", feature.feature())));
            for (String task : tasks) {
                AucDifference auc = feature.tasks().getOrDefault(task, NONE);
                Interval interval = auc.dropInterval();
                cells.add(Html.text(Numbers.fixed(auc.drop(), 4)));
                cells.add(Html.text(Numbers.fixed((interval.high() - interval.low()) / 2, 4)));
                cells.add(Bars.bar(auc.drop(), interval, greatest(importance, task)));
            }
            table.row(cells);
        }
        return Html.all(table.html(), Html.element("p", """
                The AUC that is lost on a sample of %s rows when the feature's values are shuffled among them, with \
                half its 95 %% interval (DeLong); bars of one column share a scale. A drop that its interval does not \
                keep from 0 may be nothing. Features that say the same cover for each other.""".formatted(
                Numbers.count(importance.rows()))).with("class", "note"));
    }

    private static List<FeatureImportance> sorted(Importance importance, String task) {
        return importance.features()
                .stream()
                .sorted(Comparator.comparingDouble(
                        (FeatureImportance feature) -> -feature.tasks().getOrDefault(task, NONE).drop()))
                .toList();
    }

    private static double greatest(Importance importance, String task) {
        return importance.features()
                .stream()
                .mapToDouble((feature) -> feature.tasks().getOrDefault(task, NONE).dropInterval().high())
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

}
