package io.multigate.scoring;

/** A call ended with a fault of the service, which the log tells of already. */
public final class FailedCallException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FailedCallException(Throwable cause) {
        super(cause.toString(), cause, false, false);
    }

}
