package io.multigate.web;

import io.multigate.admission.RejectionReason;

/** A body that was not read to its end. */
final class UnreadableBodyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;

    private final RejectionReason reason;

    UnreadableBodyException(ProblemType type, RejectionReason reason, String message) {
        super(message, null, false, false);
        this.type = type;
        this.reason = reason;
    }

    ProblemType type() {
        return this.type;
    }

    RejectionReason reason() {
        return this.reason;
    }

}
