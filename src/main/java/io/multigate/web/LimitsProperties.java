package io.multigate.web;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What one request may hold: {@code multigate.limits}.
 *
 * @param candidates candidates to score
 * @param bodySize the body as it is sent, and unpacked
 * @param stringLength characters of one string, be it a name or a value
 * @param listLength values of one list
 * @param depth objects and lists within each other; the envelope itself needs 5
 */
public record LimitsProperties(@DefaultValue("10000") int candidates, @DefaultValue("8MB") DataSize bodySize,
        @DefaultValue("1024") int stringLength, @DefaultValue("1000") int listLength, @DefaultValue("32") int depth) {

    private static final int LEAST_DEPTH = 5;

    /** Skipping what is unrecognised recurses; a thread's stack holds far more than this. */
    private static final int GREATEST_DEPTH = 500;

    /** A body is held in one array. */
    private static final DataSize GREATEST_BODY = DataSize.ofGigabytes(1);

    public LimitsProperties {
        require("candidates", candidates, 1, 1_000_000);
        if (bodySize.toBytes() < 1 || bodySize.compareTo(GREATEST_BODY) > 0) {
            throw new IllegalArgumentException("multigate.limits.body-size is " + bodySize
                    + "; it must be 1B to " + GREATEST_BODY.toGigabytes() + "GB");
        }
        require("string-length", stringLength, 16, 1 << 20);
        require("list-length", listLength, 1, 1 << 20);
        require("depth", depth, LEAST_DEPTH, GREATEST_DEPTH);
    }

    private static void require(String name, int value, int least, int greatest) {
        if (value < least || value > greatest) {
            throw new IllegalArgumentException("multigate.limits." + name + " is " + value + "; it must be " + least
                    + " to " + greatest);
        }
    }

}
