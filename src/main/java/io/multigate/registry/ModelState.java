package io.multigate.registry;

import java.util.Locale;

/** What a model or one of its versions does now. */
public enum ModelState {

    /** Answers the calls that name the model. */
    SERVING,

    /** Passed its checks and answers the calls that name the version; another version answers for the model. */
    LOADED,

    /** Is not loaded: it waits to be complete, has been unloaded, or enough other versions are loaded. */
    AVAILABLE,

    /** Failed its checks and does not answer; of a model, that none of its versions answers for it. */
    FAILED;

    /** The name in answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

}
