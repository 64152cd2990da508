package io.multigate.admission;

/** A call that is turned away for the service's sake, not for what it asks. */
public final class RejectedCallException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RejectionReason reason;

    /** Without a stack trace: turning away must stay cheap under load. */
    public RejectedCallException(RejectionReason reason) {
        super(reason.tag(), null, false, false);
        this.reason = reason;
    }

    public RejectionReason reason() {
        return this.reason;
    }

}
