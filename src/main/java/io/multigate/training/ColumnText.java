package io.multigate.training;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was seen of a column, in words for a comment. */
final class ColumnText {

    private static final int LONGEST_EXAMPLE = 24;

    private ColumnText() {}

    /** Such as {@code 12 values such as kitchen, toys; missing in 0.4 %}. */
    static String values(ColumnProfile column) {
        DistinctValues values = column.values();
        return (values.exact() ? "" : "about ") + values.size()
                + ((values.size() == 1) ? " value, " : " values such as ")
                + examples(values.examples()) + missing(column);
    }

    /** Such as {@code numbers from 0 to 17, 2.5 on average; never missing}. */
    static String numbers(ColumnProfile column) {
        String strange = (column.notANumber() == null)
                ? ""
                : "; rows with other values, such as " + examples(List.of(column.notANumber())) + ", will be left out";
        return String.format(Locale.ROOT, "%snumbers from %s to %s, %s on average%s%s",
                column.holdsIntegers() ? "whole " : "", rounded(column.minimum()), rounded(column.maximum()),
                rounded(column.mean()), missing(column), strange);
    }

    private static String missing(ColumnProfile column) {
        double share = column.missingShare();
        return (share == 0) ? "; never missing" : String.format(Locale.ROOT, "; missing in %.3g %%", 100 * share);
    }

    private static String rounded(double number) {
        boolean whole = (number == Math.rint(number) || Math.abs(number) >= 1000) && Math.abs(number) < 1e15;
        return whole ? Long.toString(Math.round(number)) : String.format(Locale.ROOT, "%.4g", number);
    }

    private static String examples(List<String> examples) {
        return examples.stream()
                .map((example) -> (example.length() <= LONGEST_EXAMPLE)
                        ? example
                        : example.substring(0, LONGEST_EXAMPLE) + "...")
                .collect(Collectors.joining(", "));
    }

}
