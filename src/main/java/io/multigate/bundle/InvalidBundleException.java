package io.multigate.bundle;

/** A bundle that must not serve; the message names the file and what is wrong with it. */
public final class InvalidBundleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidBundleException(String message) {
        super(message);
    }

    public InvalidBundleException(String message, Throwable cause) {
        super(message, cause);
    }

}
