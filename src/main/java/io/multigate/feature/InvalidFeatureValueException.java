package io.multigate.feature;

/** A value of the wrong kind for its feature; the message says what was expected and what was found. */
public final class InvalidFeatureValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidFeatureValueException(String message) {
        super(message);
    }

}
