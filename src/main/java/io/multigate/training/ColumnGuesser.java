package io.multigate.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.multigate.model.Task;

/**
 * Guesses what each column is: no feature at all, or one of which kind. What is left out are ids of requests, columns
 * that tell no rows apart, and columns that are known only after the label.
 */
final class ColumnGuesser {

    private static final Set<String> BINARY = Set.of("0", "1", "0.0", "1.0", "false", "true", "False", "True",
            "FALSE", "TRUE");

    /** Integers of a nameless kind are categories up to so many different ones. */
    private static final int FEW = 20;

    /** Rows below which distinct values prove nothing. */
    private static final int ENOUGH_ROWS = 1000;

    /** Characters on average beyond which text is prose. */
    private static final int PROSE = 40;

    /** Seconds, then milliseconds, since 1970, of the years 2000 to 2070. */
    private static final double[][] EPOCHS = {{9.4e8, 3.2e9}, {9.4e11, 3.2e12}};

    private final List<Task> tasks;

    /** [task], rows in which the label is 1. */
    private final long[] positives;

    private final SideGuesser sides;

    ColumnGuesser(List<Task> tasks, long[] positives, SideGuesser sides) {
        this.tasks = tasks;
        this.positives = positives.clone();
        this.sides = sides;
    }

    /**
     * The guess for a column.
     * @param tables the columns that have fitted tables of their own, by name: a list may share one
     */
    ColumnGuess guess(ColumnProfile column, Map<String, ColumnProfile> tables) {
        Optional<String> objection = objection(column);
        if (objection.isPresent()) {
            return leftOut(column, objection.get());
        }
        if (column.holdsLists()) {
            return list(column, tables);
        }
        boolean number = column.holdsNumbers() && !meansCategories(column);
        return number ? numeric(column) : categorical(column);
    }

    private static ColumnGuess.LeftOut leftOut(ColumnProfile column, String reason) {
        List<String> reasons = (column.filled() == 0) ? List.of(reason) : List.of(reason, ColumnText.values(column));
        return new ColumnGuess.LeftOut(column.name(), reasons);
    }

    /** Why the column is no feature, if it is none. */
    private Optional<String> objection(ColumnProfile column) {
        ColumnName name = new ColumnName(column.name());
        for (int task = 0; task < this.tasks.size(); task++) {
            String label = this.tasks.get(task).label();
            if (!column.constant() && column.equalsLabel(task)) {
                return Optional.of("it is neither missing nor 0 in just those rows in which '" + label + "' is 1");
            }
        }
        for (int task = 0; task < this.tasks.size(); task++) {
            String label = this.tasks.get(task).label();
            if (!column.constant() && column.followsFromLabel(task, this.positives[task])) {
                return Optional.of("wherever it is neither missing nor 0, '" + label
                        + "' is 1: it seems to be known only afterwards");
            }
        }
        if (name.toString().isBlank()) {
            return Optional.of("it has no name");
        }
        if (ModelJudge.isTruth(column.name())) {
            return Optional.of("it is the true probability of simulated data, which evaluate reads");
        }
        if (column.constant()) {
            return Optional.of((column.filled() == 0) ? "it is missing in every row" : "it is the same in every row");
        }
        if (name.saysOutcome() && column.values().exact() && column.values().within(BINARY)) {
            return Optional.of("by its name it is an outcome, unknown when a request comes; a task may predict it");
        }
        if (column.holdsForeign()) {
            return Optional
                    .of("its type is none that a feature reads: text, integers, numbers, booleans, lists of these");
        }
        if (name.saysRequestId()) {
            return Optional.of("by its name it identifies a request or a row");
        }
        if (name.saysTime() || column.holdsDates() || isEpoch(column)) {
            return Optional
                    .of("it is a point in time, which never comes again; the hour or the weekday may be features");
        }
        if (!column.holdsLists() && (!column.holdsNumbers() || meansCategories(column))) {
            return objectionToCategories(column);
        }
        return Optional.empty();
    }

    private static Optional<String> objectionToCategories(ColumnProfile column) {
        if (column.filled() >= ENOUGH_ROWS && column.values().size() > 0.9 * column.filled()) {
            return Optional.of("nearly every row has a value of its own");
        }
        if (column.meanLength() > PROSE) {
            return Optional.of("it looks like prose, for which there is no kind");
        }
        if (column.storesFractions()) {
            return Optional
                    .of("its name is that of a category, but it is stored as floating-point numbers; store it as "
                            + "integers or as text");
        }
        return Optional.empty();
    }

    private static boolean isEpoch(ColumnProfile column) {
        if (!column.holdsNumbers() || column.values().size() <= FEW || new ColumnName(column.name()).saysId()) {
            return false;
        }
        for (double[] range : EPOCHS) {
            if (column.minimum() >= range[0] && column.maximum() <= range[1]) {
                return true;
            }
        }
        return false;
    }

    /** Whether the numbers of a column are names of things. */
    private static boolean meansCategories(ColumnProfile column) {
        ColumnName name = new ColumnName(column.name());
        if (name.saysId()) {
            return column.holdsNumbers();
        }
        return column.holdsIntegers() && !name.saysCount() && (name.saysCode() || column.values().size() <= FEW);
    }

    private ColumnGuess numeric(ColumnProfile column) {
        boolean amount = column.minimum() >= 0
                && (new ColumnName(column.name()).saysCount() || column.maximum() > 10 * column.mean());
        List<String> reasons = new ArrayList<>();
        reasons.add(ColumnText.numbers(column));
        String normalizer;
        if (column.missingShare() > 0.01 && column.values().size() >= FEW) {
            normalizer = "quantile, buckets: 10, embedding: 4";
            reasons.add("buckets, so that a missing value has one of its own");
        } else if (amount) {
            normalizer = "log1p";
            reasons.add("the logarithm, for it is an amount or has a long tail");
        } else {
            normalizer = "standard";
            reasons.add("standardised, for it has no long tail");
        }
        return feature(column, "kind: numeric, normalizer: " + normalizer, reasons);
    }

    private ColumnGuess categorical(ColumnProfile column) {
        TableGuess table = TableGuess.of(column);
        List<String> reasons = new ArrayList<>(List.of(ColumnText.values(column), table.reason()));
        if (column.holdsNumbers()) {
            reasons.add("integers taken for names; if more means more, make it numeric");
        }
        return feature(column, "kind: categorical, " + table.keys(), reasons);
    }

    private ColumnGuess list(ColumnProfile column, Map<String, ColumnProfile> tables) {
        List<String> reasons = new ArrayList<>(List.of("lists of up to " + column.longestList() + "; "
                + ColumnText.values(column)));
        String keys = "kind: categorical-list, ";
        String length = "maximumLength: " + Math.min(TableGuess.LONGEST_LIST, column.longestList());
        Optional<String> shared = tables.entrySet()
                .stream()
                .filter((table) -> column.values().exact()
                        && column.values().shareAmong(table.getValue().values()) > 0.9)
                .map(Map.Entry::getKey)
                .findFirst();
        if (shared.isPresent()) {
            reasons.add("its values are those of " + shared.get() + ", so both share one table");
            return feature(column, keys + "table: " + RecipeText.quoted(shared.get()) + ", " + length, reasons);
        }
        TableGuess table = TableGuess.of(column);
        reasons.add(table.reason());
        return feature(column, keys + table.keys() + ", " + length, reasons);
    }

    private ColumnGuess.Feature feature(ColumnProfile column, String keys, List<String> reasons) {
        SideGuesser.Guess side = this.sides.guess(column);
        reasons.add("side " + side.side().label() + ": " + side.reason());
        return new ColumnGuess.Feature(column.name(), side.side(), keys, reasons);
    }

}
