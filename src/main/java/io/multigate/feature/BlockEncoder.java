package io.multigate.feature;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Writes rows into an {@link EncodedBlock}, value by value and in any order: {@link #startRow()}, then for each value
 * {@link #field} and one of the value methods, then {@link #endRow()}. Owned by one call. A value that is never given
 * is missing. After an {@link InvalidFeatureValueException} the encoder stays usable, so that a caller can collect
 * several errors.
 */
public final class BlockEncoder {

    private static final int UNSET = -1;

    private final FeatureSchema schema;

    private final FieldLayout layout;

    /** Vocabulary by field index; null for numbers. */
    private final @Nullable Vocabulary[] vocabularies;

    private final FeatureCounts counts;

    private int rows;

    private int[] ids;

    private float[] numbers;

    private int[] listStarts;

    private int[] listLengths;

    private int[] listIds;

    private int listIdCount;

    /** The field whose list is open, or -1. */
    private int openList = UNSET;

    BlockEncoder(FeatureSchema schema, FieldLayout layout, @Nullable Vocabulary[] vocabularies, int expectedRows) {
        this.schema = schema;
        this.layout = layout;
        this.vocabularies = vocabularies;
        this.counts = new FeatureCounts(layout.fields().size());
        int capacity = Math.max(1, expectedRows);
        this.ids = new int[capacity * layout.ids()];
        this.numbers = new float[capacity * layout.numbers()];
        this.listStarts = new int[capacity * layout.lists()];
        this.listLengths = new int[capacity * layout.lists()];
        this.listIds = new int[this.listStarts.length * 4];
    }

    /** The features that this block takes. */
    public FieldLayout layout() {
        return this.layout;
    }

    /** The schema behind the layout. */
    public FeatureSchema schema() {
        return this.schema;
    }

    /** Opens a row in which every value is missing as yet; a row that was not ended is written over. */
    public void startRow() {
        this.openList = UNSET;
        this.ids = grown(this.ids, this.layout.ids());
        this.listStarts = grown(this.listStarts, this.layout.lists());
        this.listLengths = grown(this.listLengths, this.layout.lists());
        if (this.numbers.length < (this.rows + 1) * this.layout.numbers()) {
            this.numbers = Arrays.copyOf(this.numbers, 2 * this.numbers.length);
        }
        Arrays.fill(this.ids, this.rows * this.layout.ids(), (this.rows + 1) * this.layout.ids(), UNSET);
        Arrays.fill(this.listLengths, this.rows * this.layout.lists(), (this.rows + 1) * this.layout.lists(), 0);
        Arrays.fill(this.numbers, this.rows * this.layout.numbers(), (this.rows + 1) * this.layout.numbers(),
                Float.NaN);
    }

    private int[] grown(int[] array, int width) {
        return (array.length < (this.rows + 1) * width) ? Arrays.copyOf(array, 2 * array.length) : array;
    }

    /** The index of the named feature, or -1 (and counted) when this block has no such feature. */
    public int field(String name) {
        int index = this.layout.indexOf(name);
        if (index < 0) {
            this.counts.countUnrecognised();
        }
        return index;
    }

    /** Gives a text; the empty one means missing. While a list is open it is one more element. */
    public void text(int field, String value) {
        Vocabulary vocabulary = this.vocabularies[field];
        if (vocabulary == null) {
            throw wrongKind(field, "a number", "a string");
        }
        if (!value.isEmpty()) {
            put(field, vocabulary, value);
        }
    }

    /** Gives an integer: a category by its decimal digits, or a number. */
    public void integer(int field, long value) {
        if (this.vocabularies[field] == null) {
            number(field, (double) value);
        } else {
            text(field, Long.toString(value));
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
            case Normalizer.Scale scale -> this.numbers[numberAt(field)] = scale.scale(value);
            case Normalizer.Buckets buckets -> this.ids[idAt(field)] = buckets.id(value);
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
        int list = listAt(field);
        this.listStarts[list] = this.listIdCount;
        this.listLengths[list] = 0;
        this.openList = field;
    }

    /** Closes the list that is open. */
    public void endList() {
        this.openList = UNSET;
    }

    private void put(int field, Vocabulary vocabulary, String value) {
        if (this.layout.fields().get(field) instanceof FeatureField.CategoricalList list) {
            if (this.openList != field) {
                throw wrongKind(field, "a list", "a single value");
            }
            int at = listAt(field);
            if (this.listLengths[at] < list.maximumLength()) {
                append(known(field, vocabulary.id(value)));
                this.listLengths[at]++;
            }
        } else {
            this.ids[idAt(field)] = known(field, vocabulary.id(value));
        }
    }

    private int known(int field, int id) {
        if (id == Vocabulary.UNKNOWN) {
            this.counts.countUnknown(field);
        }
        return id;
    }

    private void append(int id) {
        if (this.listIdCount == this.listIds.length) {
            this.listIds = Arrays.copyOf(this.listIds, Math.max(16, 2 * this.listIdCount));
        }
        this.listIds[this.listIdCount++] = id;
    }

    /** Closes the row: what was not given is missing. */
    public void endRow() {
        for (int field = 0; field < this.vocabularies.length; field++) {
            switch (this.layout.fields().get(field)) {
                case FeatureField.Categorical _ -> endId(field, Vocabulary.MISSING);
                case FeatureField.CategoricalList _ -> endIds(field);
                case FeatureField.Numeric(_, _, Normalizer.Buckets _) -> endId(field, 0);
                case FeatureField.Numeric(_, _, Normalizer.Scale scale) -> {
                    if (Float.isNaN(this.numbers[numberAt(field)])) {
                        this.numbers[numberAt(field)] = scale.missing();
                        this.counts.countMissing(field);
                    }
                }
            }
        }
        this.rows++;
    }

    private void endId(int field, int missing) {
        if (this.ids[idAt(field)] == UNSET) {
            this.ids[idAt(field)] = missing;
            this.counts.countMissing(field);
        }
    }

    /** A list without any value holds the missing id, so that its average is always defined. */
    private void endIds(int field) {
        int list = listAt(field);
        if (this.listLengths[list] == 0) {
            this.listStarts[list] = this.listIdCount;
            this.listLengths[list] = 1;
            append(Vocabulary.MISSING);
            this.counts.countMissing(field);
        }
    }

    /** Writes a whole row from values by name. */
    public void row(FeatureRow row) {
        startRow();
        for (Map.Entry<String, @Nullable Object> entry : row.values().entrySet()) {
            int field = field(entry.getKey());
            if (field >= 0) {
                value(field, entry.getValue());
            }
        }
        endRow();
    }

    private void value(int field, @Nullable Object value) {
        switch (value) {
            case null -> {
            }
            case String text -> text(field, text);
            case Boolean flag -> flag(field, flag);
            case Integer integer -> integer(field, integer);
            case Long integer -> integer(field, integer);
            case BigInteger integer -> integer(field, integer);
            case Number number -> number(field, number.doubleValue());
            case List<?> list -> list(field, list);
            default -> throw wrongKind(field, "a value or a list of values", value.getClass().getSimpleName());
        }
    }

    private void list(int field, List<?> values) {
        startList(field);
        for (Object element : values) {
            switch (element) {
                case null -> {
                }
                case String text -> text(field, text);
                case Boolean flag -> flag(field, flag);
                case Integer integer -> integer(field, integer);
                case Long integer -> integer(field, integer);
                case BigInteger integer -> integer(field, integer);
                default -> throw wrongKind(field, "a list of strings, integers or booleans",
                        "an element that is none of them");
            }
        }
        endList();
    }

    /** The rows written so far; the encoder must not be used afterwards. */
    public EncodedBlock build() {
        return new EncodedBlock(this.layout, this.rows, this.ids, this.numbers, this.listStarts, this.listLengths,
                this.listIds, this.counts);
    }

    private int idAt(int field) {
        return this.rows * this.layout.ids() + this.layout.column(field);
    }

    private int numberAt(int field) {
        return this.rows * this.layout.numbers() + this.layout.column(field);
    }

    private int listAt(int field) {
        return this.rows * this.layout.lists() + this.layout.column(field);
    }

    private static InvalidFeatureValueException wrongKind(String name, String expected, String found) {
        return new InvalidFeatureValueException("feature '" + name + "' takes " + expected + ", not " + found);
    }

    private InvalidFeatureValueException wrongKind(int field, String expected, String found) {
        return wrongKind(this.layout.fields().get(field).name(), expected, found);
    }

}
