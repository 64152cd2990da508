package io.multigate.registry;

/** What an administrator asks would leave a model without an answer, or cannot be done now; nothing was changed. */
public final class RefusedChangeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedChangeException(String message) {
        super(message, null, false, false);
    }

}
