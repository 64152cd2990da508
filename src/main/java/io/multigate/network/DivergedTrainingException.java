package io.multigate.network;

/** Training ran out of the finite numbers; nothing it left is of use. */
public final class DivergedTrainingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DivergedTrainingException(String message) {
        super(message);
    }

}
