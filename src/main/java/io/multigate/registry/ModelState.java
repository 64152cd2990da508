package io.multigate.registry;

import java.util.Locale;

/** What a model or one of its versions does now. */
public enum ModelState {

    /** Answers the calls that name the model. */
    SERVING,

    /** Passed its checks and answers the calls that name the version; another version answers for the model. */
    LOADED,

    /** Does not answer. */
    FAILED;

    /** The name in answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

}
