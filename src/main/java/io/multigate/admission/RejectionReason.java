package io.multigate.admission;

import java.util.Locale;

/** Why a call was not served. */
public enum RejectionReason {

    /** As many calls as may wait are waiting. */
    OVERLOADED,

    /** The bodies inside and the answers on their way take as much memory as they may. */
    MEMORY,

    /** The answer would come too late. */
    DEADLINE,

    /** The body did not come for too long. */
    SLOW_BODY,

    /** The answer was not read in time, and ends in its middle. */
    CUT_OFF,

    /** The body has more bytes than are allowed. */
    TOO_LARGE,

    /** The body or a header does not say what it must say. */
    INVALID,

    /** The body, or the answer that is wanted, is of a kind that the service does not speak. */
    UNSUPPORTED,

    /** The caller is not known. */
    UNAUTHORIZED,

    /** Whether the caller is known cannot be told: the issuer of its token does not answer. */
    ISSUER_UNREACHABLE,

    /** The caller is known and may not do this, or the page that calls is of an origin that may not. */
    FORBIDDEN,

    /** No model or version of that name. */
    UNKNOWN_MODEL,

    /** The model exists but none of the versions asked for may serve. */
    NOT_SERVING;

    /** The name in meters. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

}
