package io.multigate.security;

import java.util.Locale;

/** What a caller may do. Neither role holds the other. */
public enum Role {

    /** Score candidates, and read which models there are. */
    SCORE,

    /** Change what serves. */
    ADMIN;

    /** The scope of a token that grants it, such as {@code multigate.score}. */
    public String scope() {
        return "multigate." + label();
    }

    /** The name in settings. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

}
