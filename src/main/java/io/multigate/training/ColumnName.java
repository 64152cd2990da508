package io.multigate.training;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the name of a column lets one expect of it. Names are guesses: data decides where it can. */
final class ColumnName {

    private static final Set<String> USER = words("user u uid customer cust member visitor buyer viewer account person "
            + "profile age gender sex segment income education occupation tenure");

    private static final Set<String> HISTORY = words(
            "recent history hist past previous last favorite favourite preferred");

    private static final Set<String> ITEM = words(
            "item i iid product prod ad article sku asin candidate cand category cat "
                    + "cate brand price seller merchant title creative campaign advertiser adgroup video song movie "
                    + "film book news content popularity discount stock offer rating");

    private static final Set<String> CONTEXT = words(
            "hour day weekday dow month week weekend holiday season slot device os "
                    + "browser platform page channel query search placement referrer referer connection network locale "
                    + "language country region city geo weather app site");

    private static final Set<String> CROSS = words("cross match affinity similarity overlap interaction");

    private static final Set<String> COUNT = words(
            "count cnt num number view click session purchase order cart visit total "
                    + "second minute sum freq frequency popularity price amount");

    private static final Set<String> CODE = words(
            "id code zip hour day weekday dow month week slot type kind flag is group "
                    + "segment gender sex brand category cat cate class region city country os device level");

    private static final Set<String> REQUEST = words(
            "request req query session impression imp event row log trace auction "
                    + "search visit pageview record");

    private static final Set<String> TIME = words("timestamp datetime date ts epoch created");

    private static final Set<String> OUTCOME = words(
            "click clicked convert converted conversion purchase purchased buy bought "
                    + "order ordered label target cart like liked install installed");

    private final String text;

    private final Set<String> tokens;

    ColumnName(String text) {
        this.text = text;
        this.tokens = Stream.of(text.replaceAll("([a-z0-9])([A-Z])", "$1_$2").split("[^\\p{L}\\p{N}]+", -1))
                .map((token) -> singular(token.toLowerCase(Locale.ROOT)))
                .filter((token) -> !token.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<String> words(String words) {
        return Set.copyOf(List.of(words.split(" ", -1)));
    }

    private static String singular(String token) {
        if (token.length() < 4 || token.endsWith("ss")) {
            return token;
        }
        return token.endsWith("ies") ? token.substring(0, token.length() - 3) + "y" : token.replaceFirst("s$", "");
    }

    @Override
    public String toString() {
        return this.text;
    }

    private boolean has(Set<String> words) {
        return this.tokens.stream().anyMatch(words::contains);
    }

    boolean saysUser() {
        return has(USER);
    }

    boolean saysHistory() {
        return has(HISTORY);
    }

    boolean saysItem() {
        return has(ITEM);
    }

    boolean saysContext() {
        return has(CONTEXT);
    }

    boolean saysCross() {
        return has(CROSS) || (saysUser() && saysItem());
    }

    /** Whether numbers of such a name are amounts, of which more is more. */
    boolean saysCount() {
        return has(COUNT) && !this.tokens.contains("id");
    }

    /** Whether integers of such a name are names of things. */
    boolean saysCode() {
        return has(CODE) || saysId();
    }

    /** Whether such a column identifies something. */
    boolean saysId() {
        return this.tokens.contains("id") || this.tokens.contains("uid") || this.tokens.contains("iid");
    }

    boolean saysUserId() {
        return saysId() && saysUser() && !saysItem();
    }

    boolean saysItemId() {
        return saysId() && saysItem() && !saysUser();
    }

    /** Whether such a column names a request, a session or a row of a log. */
    boolean saysRequestId() {
        return (saysId() && has(REQUEST)) || this.text.isBlank() || Arrays.asList("index", "Unnamed: 0", "rowid")
                .contains(this.text);
    }

    boolean saysTime() {
        return has(TIME) || this.tokens.equals(Set.of("time")) || this.tokens.equals(Set.of("event", "time"));
    }

    /** Whether 0 and 1 of such a name may be what came of the impression. */
    boolean saysOutcome() {
        return has(OUTCOME) && !saysUser() && !saysHistory();
    }

}
