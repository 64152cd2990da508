package io.multigate.training;

/** A recipe that cannot be followed; the message names the key, its value and what is allowed. */
public final class InvalidRecipeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidRecipeException(String message) {
        super(message);
    }

    InvalidRecipeException(String message, Throwable cause) {
        super(message, cause);
    }

}
