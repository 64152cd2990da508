package io.multigate.feature;

/** A value of the wrong kind for its feature; the message says what was expected and what was found. */
public final class InvalidFeatureValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidFeatureValueException(String message) {
        // Thrown for a value of a request and caught beside it: where in the code tells nobody anything.
        super(message, null, false, false);
    }

}
