package io.multigate.web;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.multigate.feature.EncodedBatch;
import io.multigate.feature.FeatureEncoder;
import io.multigate.scoring.InvalidCallException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;

/**
 * Reads one request's body, token by token, into the encoder of the model that answers; {@link ScoreRequest} documents
 * its shape. Its parts may come in any order. Owned by one call.
 */
final class ScoreRequestDecoder {

    private static final int EXPECTED_CANDIDATES = 64;

    private final JsonParser parser;

    private final Faults faults;

    private final int limit;

    private final FeatureReader user;

    private final FeatureReader context;

    private final FeatureReader candidates;

    private final OptionsReader optionsReader;

    private final List<String> ids = new ArrayList<>();

    private ScoreOptions options = ScoreOptions.NONE;

    /**
     * A decoder of one body.
     * @param parser stands before the first token
     * @param ranks what the model's scores may be ranked by
     */
    ScoreRequestDecoder(JsonParser parser, FeatureEncoder encoder, LimitsProperties limits, List<String> ranks) {
        this.parser = parser;
        this.faults = new Faults(parser);
        this.limit = limits.candidates();
        this.user = new FeatureReader(parser, encoder.user(), this.faults, limits.listLength());
        this.context = new FeatureReader(parser, encoder.context(), this.faults, limits.listLength());
        this.candidates = new FeatureReader(parser, encoder.candidates(EXPECTED_CANDIDATES), this.faults,
                limits.listLength());
        this.optionsReader = new OptionsReader(parser, this.faults, ranks);
    }

    /**
     * Reads the whole body.
     * @throws InvalidCallException if it is not JSON, or not of the shape of a request
     */
    DecodedRequest decode() {
        try {
            readEnvelope();
        } catch (StreamConstraintsException ex) {
            this.faults.add(ex.getOriginalMessage().replaceAll(",? from `[^`]*`", ""));
        } catch (StreamReadException ex) {
            this.faults.add("not JSON at line " + ex.getLocation().getLineNr() + ", column "
                    + ex.getLocation().getColumnNr() + ": " + ex.getOriginalMessage());
        }
        this.faults.check();
        finish(this.user);
        finish(this.context);
        return new DecodedRequest(new EncodedBatch(this.user.block().build(), this.context.block().build(),
                this.candidates.block().build()), this.ids, this.options);
    }

    private static void finish(FeatureReader side) {
        if (!side.hasRow()) {
            side.startRow();
            side.endRow();
        }
    }

    private void readEnvelope() {
        JsonToken first = this.parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            this.faults.add((first == null) ? "the body is empty" : "the body must be an object");
            return;
        }
        Set<String> names = new HashSet<>();
        for (String name = this.parser.nextName(); name != null; name = this.parser.nextName()) {
            if (!names.add(name)) {
                this.faults.add("the name stands twice");
            }
            this.parser.nextToken();
            switch (name) {
                case "user" -> readSide(this.user);
                case "context" -> readSide(this.context);
                case "candidates" -> readCandidates();
                case "options" -> this.options = this.optionsReader.read();
                default -> {
                    this.faults.add("unknown field; allowed: user, context, candidates, options");
                    StrictJson.skip(this.parser, this.faults);
                }
            }
        }
        if (!names.contains("candidates")) {
            this.faults.add("candidates", "is missing");
        }
        if (this.parser.nextToken() != null) {
            this.faults.add("something follows the end of the object");
        }
    }

    private void readSide(FeatureReader side) {
        side.startRow();
        side.read();
        side.endRow();
    }

    private void readCandidates() {
        if (this.parser.currentToken() != JsonToken.START_ARRAY) {
            this.faults.add("must be a list of candidates");
            StrictJson.skip(this.parser, this.faults);
            return;
        }
        int count = 0;
        while (this.parser.nextToken() != JsonToken.END_ARRAY) {
            if (++count > this.limit) {
                this.faults.at("/candidates", "there are more than " + this.limit + " candidates");
                this.faults.check();
            }
            readCandidate();
        }
        if (count == 0) {
            this.faults.add("there must be at least one candidate");
        }
    }

    private void readCandidate() {
        if (this.parser.currentToken() != JsonToken.START_OBJECT) {
            this.faults.add("must be an object with id and features");
            StrictJson.skip(this.parser, this.faults);
            return;
        }
        boolean hasId = false;
        boolean hasFeatures = false;
        this.candidates.startRow();
        for (String name = this.parser.nextName(); name != null; name = this.parser.nextName()) {
            this.parser.nextToken();
            boolean repeated = false;
            switch (name) {
                case "id" -> {
                    repeated = hasId;
                    hasId = true;
                    readId();
                }
                case "features" -> {
                    repeated = hasFeatures;
                    hasFeatures = true;
                    this.candidates.read();
                }
                default -> {
                    this.faults.add("unknown field; allowed: id, features");
                    StrictJson.skip(this.parser, this.faults);
                }
            }
            if (repeated) {
                this.faults.add("the name stands twice");
            }
        }
        this.candidates.endRow();
        if (!hasId) {
            this.faults.add("id", "is missing");
        }
    }

    /** Without halves of surrogate pairs: the answer could not repeat them. */
    private void readId() {
        if (this.parser.currentToken() != JsonToken.VALUE_STRING) {
            this.faults.add("must be a string");
            StrictJson.skip(this.parser, this.faults);
            return;
        }
        String id = this.parser.getString();
        if (!Utf8.canHold(id)) {
            this.faults.add("holds half of a surrogate pair");
        }
        this.ids.add(id);
    }

}
