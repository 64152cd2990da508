package io.multigate.network;

/** A stored network that must not be used; the message names the file and what is wrong with it. */
public final class InvalidGraphFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidGraphFileException(String message) {
        super(message);
    }

    public InvalidGraphFileException(String message, Throwable cause) {
        super(message, cause);
    }

}
