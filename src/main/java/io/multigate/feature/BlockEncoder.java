package io.multigate.feature;

import java.math.BigInteger;

import org.jspecify.annotations.Nullable;

/**
 * Writes rows into an {@link EncodedBlock}, value by value and in any order: {@link #startRow()}, then for each value
 * {@link #field} and one of the value methods, then {@link #endRow()}. Owned by one call. A value that is never given
 * is missing. After an {@link InvalidFeatureValueException} the encoder stays usable, so that a caller can collect
 * several errors.
 */
public final class BlockEncoder {

    private static final int NONE = -1;

    private final FieldLayout layout;

    /** Vocabulary by field index; null for numbers. */
    private final @Nullable Vocabulary[] vocabularies;

    private final FeatureCounts counts;

    private final BlockBuffer buffer;

    private final Digits digits = new Digits();

    /** The field whose list is open, or -1. */
    private int openList = NONE;

    BlockEncoder(FieldLayout layout, @Nullable Vocabulary[] vocabularies, int expectedRows) {
        this.layout = layout;
        this.vocabularies = vocabularies;
        this.counts = new FeatureCounts(layout.fields().size());
        this.buffer = new BlockBuffer(layout, expectedRows);
    }

    /** The features that this block takes. */
    public FieldLayout layout() {
        return this.layout;
    }

    /** Opens a row in which every value is missing as yet; a row that was not ended is written over. */
    public void startRow() {
        this.openList = NONE;
        this.buffer.startRow();
    }

    /** The index of the named feature, or -1 (and counted) when this block has no such feature. */
    public int field(String name) {
        int index = this.layout.indexOf(name);
        if (index < 0) {
            this.counts.countUnrecognised();
        }
        return index;
    }

    /** The same as if this block had the features of {@code taken} only. */
    int field(String name, FieldLayout taken) {
        if (taken.indexOf(name) < 0) {
            this.counts.countUnrecognised();
            return NONE;
        }
        return field(name);
    }

    /** Gives a text; the empty one means missing. While a list is open it is one more element. */
    public void text(int field, String value) {
        if (value.isEmpty()) {
            return;
        }
        Vocabulary vocabulary = this.vocabularies[field];
        if (vocabulary == null) {
            throw wrongKind(field, "a number", "a string");
        }
        if (takes(field)) {
            put(field, vocabulary.id(value));
        }
    }

    /** Gives an integer: a category by its decimal digits, or a number. */
    public void integer(int field, long value) {
        Vocabulary vocabulary = this.vocabularies[field];
        if (vocabulary == null) {
            number(field, (double) value);
        } else if (takes(field)) {
            put(field, vocabulary.id(this.digits.of(value)));
        }
    }

    /** Gives an integer beyond 64 bits. */
    public void integer(int field, BigInteger value) {
        if (this.vocabularies[field] == null) {
            number(field, value.doubleValue());
        } else {
            text(field, value.toString());
        }
    }

    /** Gives a boolean, the category {@code true} or {@code false}. */
    public void flag(int field, boolean value) {
        if (this.vocabularies[field] == null) {
            throw wrongKind(field, "a number", "a boolean");
        }
        text(field, Boolean.toString(value));
    }

    /** Gives a number with a fraction, which no category is. */
    public void number(int field, double value) {
        if (!(this.layout.fields().get(field) instanceof FeatureField.Numeric numeric)) {
            throw wrongKind(field, "a string, an integer or a boolean", "a number with a fraction");
        }
        if (!Double.isFinite(value)) {
            throw wrongKind(field, "a finite number", "one beyond the range of a double");
        }
        switch (numeric.normalizer()) {
            case Normalizer.Scale scale -> this.buffer.putNumber(column(field), scale.scale(value));
            case Normalizer.Buckets buckets -> this.buffer.putId(column(field), buckets.id(value));
        }
    }

    /**
     * Opens the list of a field, whose elements then come through the value methods until {@link #endList()}.
     * @throws InvalidFeatureValueException if the field takes one value only
     */
    public void startList(int field) {
        if (!(this.layout.fields().get(field) instanceof FeatureField.CategoricalList)) {
            String expected = (this.vocabularies[field] == null) ? "a number" : "a string, an integer or a boolean";
            throw wrongKind(field, expected, "a list");
        }
        this.buffer.startList(column(field));
        this.openList = field;
    }

    /** Closes the list that is open. */
    public void endList() {
        this.openList = NONE;
    }

    /** Whether a category still counts: a list takes only so many. */
    private boolean takes(int field) {
        if (this.layout.fields().get(field) instanceof FeatureField.CategoricalList list) {
            if (this.openList != field) {
                throw wrongKind(field, "a list", "a single value");
            }
            return this.buffer.listLength(column(field)) < list.maximumLength();
        }
        return true;
    }

    private void put(int field, int id) {
        if (id == Vocabulary.UNKNOWN) {
            this.counts.countUnknown(field);
        }
        if (this.openList == field) {
            this.buffer.append(column(field), id);
        } else {
            this.buffer.putId(column(field), id);
        }
    }

    /** Closes the row: what was not given is missing. */
    public void endRow() {
        for (int field = 0; field < this.vocabularies.length; field++) {
            switch (this.layout.fields().get(field)) {
                case FeatureField.Categorical _ -> endId(field, Vocabulary.MISSING);
                case FeatureField.CategoricalList _ -> endIds(field);
                case FeatureField.Numeric(_, _, Normalizer.Buckets _) -> endId(field, 0);
                case FeatureField.Numeric(_, _, Normalizer.Scale scale) -> {
                    if (!this.buffer.hasNumber(column(field))) {
                        this.buffer.putNumber(column(field), scale.missing());
                        this.counts.countMissing(field);
                    }
                }
            }
        }
        this.buffer.endRow();
    }

    private void endId(int field, int missing) {
        if (!this.buffer.hasId(column(field))) {
            this.buffer.putId(column(field), missing);
            this.counts.countMissing(field);
        }
    }

    /** A list without any value holds the missing id, so that its average is always defined. */
    private void endIds(int field) {
        if (this.buffer.listLength(column(field)) == 0) {
            this.buffer.startList(column(field));
            this.buffer.append(column(field), Vocabulary.MISSING);
            this.counts.countMissing(field);
        }
    }

    /** Writes a whole row from values by name. */
    public void row(FeatureRow row) {
        startRow();
        RowValues.write(row, this.layout, this);
        endRow();
    }

    /** The rows written so far; the encoder must not be used afterwards. */
    public EncodedBlock build() {
        return this.buffer.build(this.counts);
    }

    private int column(int field) {
        return this.layout.column(field);
    }

    /** The refusal of a value that the field does not take. */
    InvalidFeatureValueException wrongKind(int field, String expected, String found) {
        return new InvalidFeatureValueException(
                "feature '" + this.layout.fields().get(field).name() + "' takes " + expected + ", not " + found);
    }

}
