package io.multigate.scoring;

import java.util.Locale;

/** How a call ended. */
enum Outcome {

    /** With an answer. */
    SUCCESS,

    /** With a request that was not valid. */
    INVALID,

    /** Too late to be scored. */
    LATE,

    /** With a fault of the service. */
    ERROR;

    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

}
