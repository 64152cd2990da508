package io.multigate.web;

import java.util.ArrayList;
import java.util.List;

import io.multigate.scoring.InvalidCallException;
import io.multigate.scoring.InvalidCallException.Fault;
import tools.jackson.core.JsonParser;

/**
 * What one request gets wrong, the first few of it. The last of them ends the reading: to say where a fault is takes time,
 * and a body has room for a million.
 */
final class Faults {

    /** Enough to see the pattern. */
    private static final int LIMIT = 20;

    /** Characters of a pointer: names may be long and lie deep, and an answer repeats them for each fault. */
    private static final int LONGEST = 512;

    private final JsonParser parser;

    private final List<Fault> faults = new ArrayList<>();

    Faults(JsonParser parser) {
        this.parser = parser;
    }

    /** Notes a fault at the value where the parser stands. */
    void add(String detail) {
        at(pointer(), detail);
    }

    /** Notes a fault at a place of its own. */
    void at(String pointer, String detail) {
        this.faults.add(new Fault(shortened(pointer), detail));
        if (this.faults.size() == LIMIT) {
            check();
        }
    }

    /** Notes a fault at a field that should stand in the value where the parser stands. */
    void add(String field, String detail) {
        at(pointer() + "/" + field, detail);
    }

    /** The pointer or, of one that is too long, that of a value around. */
    private static String shortened(String pointer) {
        return (pointer.length() <= LONGEST) ? pointer : pointer.substring(0, pointer.lastIndexOf('/', LONGEST));
    }

    private String pointer() {
        return this.parser.streamReadContext().pathAsPointer().toString();
    }

    /**
     * Stops here if anything is wrong.
     * @throws InvalidCallException with the faults so far
     */
    void check() {
        if (!this.faults.isEmpty()) {
            throw new InvalidCallException(this.faults);
        }
    }

}
