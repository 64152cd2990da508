package io.multigate.feature;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Hands the values of a {@link FeatureRow} to an encoder, each to the method for its Java type. */
final class RowValues {

    private RowValues() {}

    /**
     * Writes into the row that is open.
     * @param taken the features that count; others are unrecognised
     * @throws InvalidFeatureValueException if a value is of the wrong kind for its feature
     */
    static void write(FeatureRow row, FieldLayout taken, BlockEncoder block) {
        for (Map.Entry<String, @Nullable Object> entry : row.values().entrySet()) {
            int field = block.field(entry.getKey(), taken);
            if (field >= 0) {
                value(field, entry.getValue(), block);
            }
        }
    }

    private static void value(int field, @Nullable Object value, BlockEncoder block) {
        switch (value) {
            case null -> {
            }
            case String text -> block.text(field, text);
            case Boolean flag -> block.flag(field, flag);
            case Integer integer -> block.integer(field, integer);
            case Long integer -> block.integer(field, integer);
            case BigInteger integer -> block.integer(field, integer);
            case Number number -> block.number(field, number.doubleValue());
            case List<?> list -> list(field, list, block);
            default -> throw block.wrongKind(field, "a value or a list of values", value.getClass().getSimpleName());
        }
    }

    private static void list(int field, List<?> values, BlockEncoder block) {
        block.startList(field);
        for (Object element : values) {
            switch (element) {
                case null -> {
                }
                case String text -> block.text(field, text);
                case Boolean flag -> block.flag(field, flag);
                case Integer integer -> block.integer(field, integer);
                case Long integer -> block.integer(field, integer);
                case BigInteger integer -> block.integer(field, integer);
                default -> throw block.wrongKind(field, "a list of strings, integers or booleans",
                        "an element that is none of them");
            }
        }
        block.endList();
    }

}
