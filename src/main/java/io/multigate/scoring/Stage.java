package io.multigate.scoring;

import java.util.Locale;

/** Where the time of a call goes. */
enum Stage {

    /** Waiting for a scoring thread. */
    QUEUE,

    /** From the body to an encoded batch. */
    DECODE,

    /** From the batch to probabilities. */
    INFER,

    /** From the probabilities to the answer's bytes. */
    RENDER;

    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

}
