package io.multigate.report;

import java.util.ArrayList;
import java.util.List;

import io.multigate.evaluation.RowSummary;
import io.multigate.evaluation.RowSummary.FeatureCoverage;
import io.multigate.report.ReportContents.FeatureLine;

/** The rows that the model learnt from and was judged on, and what its schema makes of them. */
final class DataSection {

    private DataSection() {}

    static Html of(ReportContents contents) {
        List<RowSummary> data = contents.evidence().data();
        return Html.all(rows(data), Html.element("h3", "Features"), features(contents.features(), data),
                Html.element("p", """
                        Missing: share of the rows without a value. Unknown: share of the values given that the \
                        vocabulary lacks. A share that differs between the columns is a pipeline that changed, or a \
                        vocabulary that ages.""").with("class", "note"));
    }

    private static Html rows(List<RowSummary> data) {
        List<String> labels = List.copyOf(data.getFirst().positives().keySet());
        List<String> headings = new ArrayList<>(List.of("rows for", "#rows"));
        labels.forEach((label) -> headings.addAll(List.of("#" + label, "#rate")));
        Table table = new Table(headings);
        for (RowSummary rows : data) {
            List<Html> cells = new ArrayList<>(List.of(Html.text(rows.use()), Html.text(Numbers.count(rows.rows()))));
            for (String label : labels) {
                long positives = rows.positives().getOrDefault(label, 0L);
                cells.add(Html.text(Numbers.count(positives)));
                cells.add(Html.text(Numbers.percent((double) positives / rows.rows())));
            }
            table.row(cells);
        }
        return table.html();
    }

    private static Html features(List<FeatureLine> features, List<RowSummary> data) {
        List<String> headings = new ArrayList<>(List.of("feature", "side", "kind", "encoding"));
        data.forEach((rows) -> headings.addAll(List.of("#missing, " + rows.use(), "#unknown, " + rows.use())));
        Table table = new Table(headings);
        for (int i = 0; i < features.size(); i++) {
            FeatureLine feature = features.get(i);
            List<Html> cells = new ArrayList<>(List.of(Html.element("code", feature.name()), Html.text(feature.side()),
                    Html.text(feature.kind()), Html.text(feature.encoding())));
            for (RowSummary rows : data) {
                FeatureCoverage coverage = rows.coverage().get(i);
                cells.add(Html.text(Numbers.percent((double) coverage.missing() / rows.rows())));
                cells.add(Html.text((coverage.values() == 0)
                        ? ""
                        : Numbers.percent((double) coverage.unknown() / coverage.values())));
            }
            table.row(cells);
        }
        return table.html();
    }

}
