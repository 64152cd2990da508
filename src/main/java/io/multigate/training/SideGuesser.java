package io.multigate.training;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

import io.multigate.feature.Side;

/**
 * Guesses the side of a column: by what its name says, held against how the column behaves when the same request, user
 * or item comes again.
 */
final class SideGuesser {

    /** A column that is the same in so large a share of a key's repetitions is taken to depend on the key alone. */
    private static final double SAME = 0.99;

    /** A column that is the same in no larger share of a request's rows differs between candidates. */
    private static final double DIFFERS = 0.9;

    /** Columns in which any two rows agree more often than this say nothing by agreeing. */
    private static final double TRIVIAL = 0.9;

    /**
     * A side, and why.
     * @param side the guess
     * @param reason one sentence
     */
    record Guess(Side side, String reason) {}

    private final Optional<Dependence> request;

    private final Optional<Dependence> user;

    private final Optional<Dependence> item;

    /** A guesser for the columns of a file with these dependences, as far as it has such ids. */
    SideGuesser(List<Dependence> dependences) {
        this.request = first(dependences, ColumnName::saysRequestId);
        this.user = first(dependences, ColumnName::saysUserId);
        this.item = first(dependences, ColumnName::saysItemId);
    }

    private static Optional<Dependence> first(List<Dependence> dependences, Predicate<ColumnName> key) {
        return dependences.stream()
                .filter((dependence) -> dependence.telling() && key.test(new ColumnName(dependence.key())))
                .findFirst();
    }

    /** The columns that are worth observing as keys: the first id of a request, of a user and of an item. */
    static List<String> keys(List<String> columns) {
        List<Predicate<ColumnName>> kinds = List.of(ColumnName::saysRequestId, ColumnName::saysUserId,
                ColumnName::saysItemId);
        return kinds.stream()
                .flatMap((kind) -> columns.stream()
                        .filter((column) -> !column.isBlank() && kind.test(new ColumnName(column)))
                        .limit(1))
                .distinct()
                .toList();
    }

    Guess guess(ColumnProfile column) {
        ColumnName name = new ColumnName(column.name());
        if (name.saysHistory() && (name.saysItem() || column.holdsLists())) {
            return new Guess(Side.USER, "by its name it is what the user did before");
        }
        if (name.saysCross()) {
            return cross(column);
        }
        if (name.saysUser()) {
            return perRequest(column, Side.USER, "by its name it describes the user");
        }
        if (name.saysItem()) {
            return new Guess(Side.ITEM, "by its name it describes the item");
        }
        if (name.saysContext()) {
            return perRequest(column, Side.CONTEXT, "by its name it describes the circumstances");
        }
        return byBehaviour(column);
    }

    private Guess cross(ColumnProfile column) {
        if (same(this.user, column)) {
            return new Guess(Side.USER, "its name speaks of user and item, but " + sameIn(this.user, column));
        }
        if (same(this.item, column)) {
            return new Guess(Side.ITEM, "its name speaks of user and item, but " + sameIn(this.item, column));
        }
        return new Guess(Side.CROSS, "by its name it depends on user and item both");
    }

    /** One value a request, unless the requests of the file say otherwise. */
    private Guess perRequest(ColumnProfile column, Side side, String reason) {
        if (share(this.request, column) < DIFFERS) {
            return new Guess(Side.CROSS,
                    reason + ", but it is not one value a request: " + sameIn(this.request, column));
        }
        return new Guess(side, reason);
    }

    private Guess byBehaviour(ColumnProfile column) {
        boolean differs = share(this.request, column) < DIFFERS;
        if (!differs && same(this.user, column)) {
            return new Guess(Side.USER, "its name says nothing; " + sameIn(this.user, column));
        }
        if (!differs && same(this.request, column)) {
            return new Guess(Side.CONTEXT, "its name says nothing; " + sameIn(this.request, column));
        }
        if (same(this.item, column)) {
            return new Guess(Side.ITEM, "its name says nothing; " + sameIn(this.item, column));
        }
        return new Guess(Side.CROSS,
                "nothing tells its side, so it is sent with each candidate;"
                        + " user or context is cheaper where it is one value a request");
    }

    private static boolean same(Optional<Dependence> dependence, ColumnProfile column) {
        return column.agreement() < TRIVIAL && share(dependence, column) >= SAME;
    }

    /** NaN, which compares false, without a dependence or for the key itself. */
    private static double share(Optional<Dependence> dependence, ColumnProfile column) {
        return dependence.filter((known) -> !known.key().equals(column.name()))
                .map((known) -> known.share(column.name()))
                .orElse(Double.NaN);
    }

    private static String sameIn(Optional<Dependence> dependence, ColumnProfile column) {
        return String.format(Locale.ROOT, "where a %s comes again, it is the same in %.1f %%",
                dependence.map(Dependence::key).orElse("key"), 100 * share(dependence, column));
    }

}
