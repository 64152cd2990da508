package io.multigate.web;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import io.multigate.feature.BlockEncoder;
import io.multigate.feature.InvalidFeatureValueException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads objects of features straight into an encoder. */
final class FeatureReader {

    private final JsonParser parser;

    private final BlockEncoder block;

    private final Faults faults;

    private final int listLength;

    /** The last row in which each field was given. */
    private final int[] given;

    private Set<String> unrecognised = new HashSet<>();

    /** Rows mostly name their features in one order: the name that stood at each place of an earlier row... */
    private final @Nullable String[] names;

    /** ... and the field that it meant. */
    private final int[] fields;

    private int row;

    FeatureReader(JsonParser parser, BlockEncoder block, Faults faults, int listLength) {
        this.parser = parser;
        this.block = block;
        this.faults = faults;
        this.listLength = listLength;
        this.given = new int[block.layout().fields().size()];
        Arrays.fill(this.given, -1);
        this.names = new String[this.given.length];
        this.fields = new int[this.given.length];
    }

    /** Opens the next row. */
    void startRow() {
        this.block.startRow();
    }

    /** Closes the row; a feature that was not given is missing. */
    void endRow() {
        this.block.endRow();
        this.row++;
        if (!this.unrecognised.isEmpty()) {
            // Not cleared: that takes as long as the widest row so far was wide.
            this.unrecognised = new HashSet<>();
        }
    }

    /** Whether any row was closed. */
    boolean hasRow() {
        return this.row > 0;
    }

    BlockEncoder block() {
        return this.block;
    }

    /** Reads the value where the parser stands, an object of features by name; null is an object without any. */
    void read() {
        if (this.parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (this.parser.currentToken() != JsonToken.START_OBJECT) {
            this.faults.add("must be an object of features by name");
            StrictJson.skip(this.parser, this.faults);
            return;
        }
        int place = 0;
        for (String name = this.parser.nextName(); name != null; name = this.parser.nextName()) {
            this.parser.nextToken();
            int field = field(name, place++);
            if (field < 0) {
                requireOnce(this.unrecognised.add(name));
                StrictJson.requireFew(this.unrecognised, this.faults);
                StrictJson.skip(this.parser, this.faults);
            } else {
                requireOnce(this.given[field] != this.row);
                this.given[field] = this.row;
                read(field);
            }
        }
    }

    private int field(String name, int place) {
        if (place >= this.names.length) {
            return this.block.field(name);
        }
        if (!name.equals(this.names[place])) {
            int field = this.block.field(name);
            if (field < 0) {
                return field;
            }
            this.names[place] = name;
            this.fields[place] = field;
        }
        return this.fields[place];
    }

    private void requireOnce(boolean first) {
        if (!first) {
            this.faults.add("the name stands twice");
        }
    }

    private void read(int field) {
        try {
            if (this.parser.currentToken() == JsonToken.START_ARRAY) {
                this.block.startList(field);
                readList(field);
                this.block.endList();
            } else {
                readValue(field);
            }
        } catch (InvalidFeatureValueException ex) {
            this.faults.add(String.valueOf(ex.getMessage()));
            if (this.parser.currentToken() == JsonToken.START_ARRAY) {
                StrictJson.skip(this.parser, this.faults);
            }
        }
    }

    private void readList(int field) {
        int length = 0;
        while (this.parser.nextToken() != JsonToken.END_ARRAY) {
            if (++length == this.listLength + 1) {
                this.faults.add("the list has more than " + this.listLength + " values");
            }
            try {
                readValue(field);
            } catch (InvalidFeatureValueException ex) {
                this.faults.add(String.valueOf(ex.getMessage()));
            }
        }
    }

    private void readValue(int field) {
        switch (this.parser.currentToken()) {
            case VALUE_STRING -> this.block.text(field, this.parser.getString());
            case VALUE_NUMBER_INT -> readInteger(field);
            case VALUE_NUMBER_FLOAT -> this.block.number(field, this.parser.getDoubleValue());
            case VALUE_TRUE -> this.block.flag(field, true);
            case VALUE_FALSE -> this.block.flag(field, false);
            case START_OBJECT, START_ARRAY -> {
                String kind = (this.parser.currentToken() == JsonToken.START_OBJECT) ? "an object" : "a list";
                this.faults.add("feature '" + this.block.layout().fields().get(field).name() + "' does not take "
                        + kind + " here");
                StrictJson.skip(this.parser, this.faults);
            }
            case null, default -> {
            }
        }
    }

    private void readInteger(int field) {
        if (this.parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            this.block.integer(field, this.parser.getBigIntegerValue());
        } else {
            this.block.integer(field, this.parser.getLongValue());
        }
    }

}
