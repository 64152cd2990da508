package io.multigate.training;

/** A data file that cannot be used; the message names the file and what is wrong with it. */
public final class InvalidDataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidDataException(String message) {
        super(message);
    }

    InvalidDataException(String message, Throwable cause) {
        super(message, cause);
    }

}
