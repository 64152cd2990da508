package io.multigate.web;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.multigate.scoring.InvalidCallException;
import io.multigate.scoring.InvalidCallException.Fault;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** Opens parsers that take JSON (RFC 8259) in UTF-8 within the limits, and nothing else. */
final class StrictJson {

    /** Digits of a number; a double has 17 that count. */
    private static final int NUMBER_LENGTH = 1000;

    /** Names in an object that nobody asked for, each of which takes ten times its length while it is remembered. */
    private static final int MOST_NAMES = 1000;

    private final JsonFactory json;

    StrictJson(LimitsProperties limits) {
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(limits.depth())
                .maxStringLength(limits.stringLength())
                .maxNameLength(limits.stringLength())
                .maxNumberLength(NUMBER_LENGTH)
                .build();
        this.json = JsonFactory.builder()
                .streamReadConstraints(constraints)
                .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .build();
    }

    /**
     * A parser that stands before the first token.
     * @throws InvalidCallException if the bytes are not UTF-8
     */
    JsonParser open(byte[] body) {
        int invalid = Utf8.firstInvalid(body);
        if (invalid >= 0) {
            throw new InvalidCallException(List.of(new Fault("", "the body is not UTF-8 at byte " + invalid)));
        }
        return this.json.createParser(ObjectReadContext.empty(), body);
    }

    /** Passes over the value where the parser stands, as strictly as if it were read. */
    static void skip(JsonParser parser, Faults faults) {
        switch (parser.currentToken()) {
            case START_OBJECT -> skipObject(parser, faults);
            case START_ARRAY -> {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    skip(parser, faults);
                }
            }
            case VALUE_NUMBER_FLOAT -> {
                if (!Double.isFinite(parser.getDoubleValue())) {
                    faults.add("the number is beyond the range of a double");
                }
            }
            case null, default -> {
            }
        }
    }

    private static void skipObject(JsonParser parser, Faults faults) {
        Set<String> names = new HashSet<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            if (!names.add(name)) {
                faults.add("the name stands twice");
            }
            requireFew(names, faults);
            parser.nextToken();
            skip(parser, faults);
        }
    }

    /**
     * Ends the reading of an object that has more names that nobody asked for than are worth remembering.
     * @throws InvalidCallException if it has
     */
    static void requireFew(Set<String> names, Faults faults) {
        if (names.size() > MOST_NAMES) {
            faults.add("the object has more than " + MOST_NAMES + " names that the model does not know");
            faults.check();
        }
    }

}
