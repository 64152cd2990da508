package io.multigate.registry;

import java.util.Collection;

/** A model or version that the registry lacks; the message lists what exists. */
public final class UnknownModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** More of a name than this is not repeated to the caller: no model may be called so. */
    private static final int SHOWN = 64;

    private UnknownModelException(String message) {
        super(message, null, false, false);
    }

    static UnknownModelException model(String name, Collection<String> available) {
        return new UnknownModelException("unknown model '" + shown(name) + "'; available: "
                + String.join(", ", available));
    }

    static UnknownModelException noDefault(Collection<String> available) {
        return new UnknownModelException("no model is the default one (multigate.models.default); name one: "
                + String.join(", ", available));
    }

    static UnknownModelException version(String name, String version, Collection<Integer> available) {
        return new UnknownModelException("unknown version '" + shown(version) + "' of model '" + name
                + "'; available: " + String.join(", ", available.stream().map(String::valueOf).toList()));
    }

    private static String shown(String text) {
        return (text.length() <= SHOWN) ? text : text.substring(0, SHOWN) + "...";
    }

}
