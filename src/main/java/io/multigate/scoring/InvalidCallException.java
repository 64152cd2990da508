package io.multigate.scoring;

import java.util.List;

/** A request that does not say what a request must say. */
public final class InvalidCallException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    /** Without a stack trace: the faults say where they are. */
    public InvalidCallException(List<Fault> faults) {
        super("the request is not valid", null, false, false);
        this.faults = List.copyOf(faults);
    }

    /** What is wrong, at least one. */
    public List<Fault> faults() {
        return this.faults;
    }

    /**
     * One thing that is wrong.
     * @param pointer where, as a JSON pointer (RFC 6901); empty for the whole
     * @param detail what was found and what is allowed
     */
    public record Fault(String pointer, String detail) {}

}
