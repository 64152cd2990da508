package io.multigate.feature;

import java.util.Locale;

/** Which part of a request a feature describes, and so how often its value changes within one request. */
public enum Side {

    /** The person who is shown the candidates: one value a request. */
    USER,

    /** The circumstances of the request, such as the hour: one value a request. */
    CONTEXT,

    /** Depends on the item alone: one value a candidate, the same in every request. */
    ITEM,

    /** Depends on the pair of user and item: one value a candidate, never kept between requests. */
    CROSS;

    /** What recipes, meters and answers call it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether each candidate of a request has its own value. */
    public boolean perCandidate() {
        return this == ITEM || this == CROSS;
    }

}
