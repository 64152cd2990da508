package io.multigate.web;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the options of a request. */
final class OptionsReader {

    private final JsonParser parser;

    private final Faults faults;

    /** What the model's scores may be ranked by. */
    private final List<String> ranks;

    private @Nullable String rankBy;

    private @Nullable Integer topK;

    private boolean explain;

    OptionsReader(JsonParser parser, Faults faults, List<String> ranks) {
        this.parser = parser;
        this.faults = faults;
        this.ranks = ranks;
    }

    /** Reads the value where the parser stands; null asks for nothing. */
    ScoreOptions read() {
        if (this.parser.currentToken() == JsonToken.VALUE_NULL) {
            return ScoreOptions.NONE;
        }
        if (this.parser.currentToken() != JsonToken.START_OBJECT) {
            this.faults.add("must be an object");
            StrictJson.skip(this.parser, this.faults);
            return ScoreOptions.NONE;
        }
        Set<String> names = new HashSet<>();
        for (String name = this.parser.nextName(); name != null; name = this.parser.nextName()) {
            if (!names.add(name)) {
                this.faults.add("the name stands twice");
            }
            JsonToken token = this.parser.nextToken();
            switch (name) {
                case "rankBy" -> readRank(token);
                case "topK" -> readTop(token);
                case "explain" -> readExplain(token);
                default -> {
                    this.faults.add("unknown option; allowed: rankBy, topK, explain");
                    StrictJson.skip(this.parser, this.faults);
                }
            }
        }
        return new ScoreOptions(this.rankBy, this.topK, this.explain);
    }

    private void readRank(JsonToken token) {
        if (token == JsonToken.VALUE_STRING && this.ranks.contains(this.parser.getString())) {
            this.rankBy = this.parser.getString();
        } else if (token != JsonToken.VALUE_NULL) {
            wrong("must be one of " + String.join(", ", this.ranks));
        }
    }

    private void readTop(JsonToken token) {
        if (token == JsonToken.VALUE_NUMBER_INT && this.parser.getNumberType() == JsonParser.NumberType.INT
                && this.parser.getIntValue() >= 1) {
            this.topK = this.parser.getIntValue();
        } else if (token != JsonToken.VALUE_NULL) {
            wrong("must be an integer from 1 to " + Integer.MAX_VALUE);
        }
    }

    private void readExplain(JsonToken token) {
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            this.explain = token == JsonToken.VALUE_TRUE;
        } else if (token != JsonToken.VALUE_NULL) {
            wrong("must be true or false");
        }
    }

    private void wrong(String detail) {
        this.faults.add(detail);
        StrictJson.skip(this.parser, this.faults);
    }

}
