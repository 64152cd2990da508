package io.multigate.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of cells under headings. A heading that begins with {@value #NUMBERS} is of a column of numbers. */
final class Table {

    /** Marks the heading of numbers, which stand at the right. */
    static final String NUMBERS = "#";

    private final List<String> headings;

    private final List<Html> rows = new ArrayList<>();

    Table(String... headings) {
        this(Arrays.asList(headings));
    }

    Table(List<String> headings) {
        this.headings = List.copyOf(headings);
    }

    /** A row of text. */
    Table row(String... cells) {
        return row(Arrays.stream(cells).map(Html::text).toList());
    }

    /** A row of as many cells as there are headings. */
    Table row(List<Html> cells) {
        if (cells.size() != this.headings.size()) {
            throw new IllegalArgumentException(cells.size() + " cells under the headings " + this.headings);
        }
        List<Html> row = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            row.add(aligned(Html.element((i == 0) ? "th" : "td", cells.get(i)), i));
        }
        this.rows.add(Html.element("tr", Html.all(row)));
        return this;
    }

    private Html aligned(Html cell, int column) {
        return this.headings.get(column).startsWith(NUMBERS) ? cell.with("class", "n") : cell;
    }

    /** The table; wide ones scroll by themselves. */
    Html html() {
        boolean headed = this.headings.stream().anyMatch((heading) -> !heading.isEmpty());
        List<Html> heads = new ArrayList<>();
        for (int i = 0; i < this.headings.size(); i++) {
            String heading = this.headings.get(i);
            heads.add(aligned(Html.element("th", heading.startsWith(NUMBERS) ? heading.substring(1) : heading), i));
        }
        return Html.element("div",
                Html.element("table",
                        headed ? Html.element("thead", Html.element("tr", Html.all(heads))) : Html.NOTHING,
                        Html.element("tbody", Html.all(this.rows))))
                .with("class", "scroll");
    }

}
