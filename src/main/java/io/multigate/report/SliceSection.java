package io.multigate.report;

import java.util.ArrayList;
import java.util.List;

import io.multigate.evaluation.CalibrationBin;
import io.multigate.evaluation.SliceGroup;
import io.multigate.evaluation.SliceGroup.Slice;

/** Calibration where it counts: on the rows of each category, hour or bucket. */
final class SliceSection {

    /** Groups of more values than this are folded. */
    private static final int OPEN = 100;

    private SliceSection() {}

    static Html of(List<SliceGroup> groups, List<String> tasks, TaskTitles titles) {
        List<Html> pieces = new ArrayList<>();
        pieces.add(Html.element("p", """
                COPC of the rows that share a value: the dot is the COPC, the line its 95 % interval from the Poisson \
                error of the positives, on a scale from ½ to 2. An interval in red does not hold 1; among many, one in \
                twenty does so by chance.""").with("class", "note"));
        for (SliceGroup group : groups) {
            // Categories and hours stand open, users and items are a click away.
            Html details = Html.element("details",
                    Html.element("summary", Html.element("code", group.feature()),
                            Html.text(extent(group))),
                    table(group, tasks, titles));
            pieces.add((group.values() <= OPEN) ? details.with("open", "") : details);
        }
        return Html.all(pieces);
    }

    private static String extent(SliceGroup group) {
        int shown = group.slices().size();
        return (shown == group.values())
                ? " (" + shown + " values)"
                : " (the " + shown + " most frequent of " + Numbers.count(group.values()) + " values)";
    }

    private static Html table(SliceGroup group, List<String> tasks, TaskTitles titles) {
        List<String> headings = new ArrayList<>(List.of("value"));
        for (String task : tasks) {
            headings.addAll(List.of("#rows", "#positives", "#" + titles.title(task) + ", COPC", "½ · 1 · 2"));
        }
        Table table = new Table(headings);
        for (Slice slice : group.slices()) {
            List<Html> cells = new ArrayList<>(List.of(Html.text(slice.value())));
            for (String task : tasks) {
                CalibrationBin bin = slice.task(task);
                cells.add(Html.text(Numbers.count(bin.rows())));
                cells.add(Html.text(Numbers.count(bin.positives())));
                cells.add(Html.text(Numbers.fixed(bin.copc(), 3)));
                cells.add(Bars.ratio(bin.copc(), bin.copcInterval()));
            }
            table.row(cells);
        }
        return table.html();
    }

}
