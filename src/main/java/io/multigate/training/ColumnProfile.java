package io.multigate.training;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** What the values of one column look like, gathered row by row in bounded memory. */
final class ColumnProfile {

    /** A day, with or without a time: 2024-01-05, 2024-01-05T09:30:00Z, 20240105. */
    private static final Pattern DATE = Pattern.compile("\\d{4}-(0\\d|1[0-2])-[0-3]\\d([T ].*)?"
            + "|(19|20)\\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])");

    private final String name;

    private final DistinctValues values = new DistinctValues();

    /** Rows where the column is something and the label is 1, by task. */
    private final long[] presentAndPositive;

    /** Rows where the column is nothing and the label is 1, by task. */
    private final long[] absentAndPositive;

    private long rows;

    private long missing;

    /** Rows whose value is neither missing, nor zero, nor false. */
    private long present;

    private long numbers;

    private long integers;

    private long lists;

    /** Values of types that no feature reads, such as dates. */
    private long foreign;

    private long fractional;

    private long dates;

    private int longestList = 1;

    private double sum;

    private double minimum = Double.POSITIVE_INFINITY;

    private double maximum = Double.NEGATIVE_INFINITY;

    private long characters;

    private @Nullable String notANumber;

    ColumnProfile(String name, int tasks) {
        this.name = name;
        this.presentAndPositive = new long[tasks];
        this.absentAndPositive = new long[tasks];
    }

    /**
     * Takes one more row into account.
     * @param value as {@link ValueKind#ANY} gives it
     * @param labels [task], 0 or 1
     */
    void add(@Nullable Object value, float[] labels) {
        this.rows++;
        boolean something = switch (value) {
            case null -> false;
            case RowSource.Untyped(String text) -> untyped(text);
            case List<?> list -> list(list);
            case Number number -> number(number.doubleValue(), number.toString(),
                    number instanceof Integer || number instanceof Long || number instanceof BigInteger, true);
            case String text -> text(text);
            case Boolean flag -> text(flag.toString()) && flag;
            default -> {
                this.foreign++;
                this.values.add(value.toString());
                yield true;
            }
        };
        this.missing += (value == null || value.equals("")) ? 1 : 0;
        this.present += something ? 1 : 0;
        for (int task = 0; task < labels.length; task++) {
            (something ? this.presentAndPositive : this.absentAndPositive)[task] += (long) labels[task];
        }
    }

    private boolean untyped(String text) {
        if (CsvRows.isNumber(text)) {
            return number(Double.parseDouble(text), text, text.chars().allMatch((c) -> c == '-' || isDigit(c)), false);
        }
        if (text.contains(CsvRows.LIST_SEPARATOR)) {
            return list(CsvRows.split(text));
        }
        return text(text) && !text.equalsIgnoreCase("false");
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    private boolean number(double value, String text, boolean integer, boolean typed) {
        this.numbers++;
        this.integers += integer ? 1 : 0;
        this.fractional += (typed && !integer) ? 1 : 0;
        this.sum += value;
        this.minimum = Math.min(this.minimum, value);
        this.maximum = Math.max(this.maximum, value);
        single(text);
        return value != 0;
    }

    private boolean list(List<?> elements) {
        this.lists++;
        this.longestList = Math.max(this.longestList, elements.size());
        for (Object element : elements) {
            if (element != null && !element.toString().isEmpty()) {
                this.values.add(element.toString());
            }
        }
        return !elements.isEmpty();
    }

    private boolean text(String text) {
        if (text.isEmpty()) {
            return false;
        }
        if (this.notANumber == null) {
            this.notANumber = text;
        }
        single(text);
        return true;
    }

    private void single(String text) {
        this.characters += text.length();
        this.dates += DATE.matcher(text).matches() ? 1 : 0;
        this.values.add(text);
    }

    String name() {
        return this.name;
    }

    /** The different values, or for lists their different elements. */
    DistinctValues values() {
        return this.values;
    }

    /** Rows that have a value. */
    long filled() {
        return this.rows - this.missing;
    }

    double missingShare() {
        return (double) this.missing / this.rows;
    }

    /** Whether all rows have the same value, or none has any. */
    boolean constant() {
        return filled() == 0 || (this.missing == 0 && this.lists == 0 && this.values.size() == 1);
    }

    /** The probability that two rows drawn at random have the same value, or both none; too low for lists. */
    double agreement() {
        double missing = missingShare();
        return missing * missing + (1 - missing) * (1 - missing) * this.values.agreement();
    }

    /** Whether enough values are lists to take the others for lists of one. */
    boolean holdsLists() {
        return this.lists > 0 && this.lists >= 0.01 * filled();
    }

    /** Whether all values but at most one in a thousand are numbers. */
    boolean holdsNumbers() {
        return this.numbers > 0 && filled() - this.numbers <= 0.001 * filled();
    }

    /** Whether all values but at most one in a thousand are dates. */
    boolean holdsDates() {
        return this.dates > 0 && filled() - this.dates <= 0.001 * filled();
    }

    /** Whether all numbers are written as integers. */
    boolean holdsIntegers() {
        return holdsNumbers() && this.integers == this.numbers;
    }

    /** Whether the file stores values as floating-point numbers, which are no categories. */
    boolean storesFractions() {
        return this.fractional > 0;
    }

    /** Whether there are values that no feature reads. */
    boolean holdsForeign() {
        return this.foreign > 0;
    }

    /** A value that keeps the column from being one of numbers, or null. */
    @Nullable
    String notANumber() {
        return this.notANumber;
    }

    int longestList() {
        return this.longestList;
    }

    /** Of the numbers. */
    double mean() {
        return this.sum / this.numbers;
    }

    double minimum() {
        return this.minimum;
    }

    double maximum() {
        return this.maximum;
    }

    /** Characters of a value on average. */
    double meanLength() {
        return (double) this.characters / Math.max(1, filled());
    }

    /** Whether the column is something (not missing, not zero) in just those rows in which the label is 1. */
    boolean equalsLabel(int task) {
        return this.present == this.presentAndPositive[task] && this.absentAndPositive[task] == 0;
    }

    /**
     * Whether a rare label is 1 wherever the column is something, in rows enough to be no chance: then the column is
     * known only after the label, as the seconds spent behind a click are.
     * @param positives rows in which the label is 1
     */
    boolean followsFromLabel(int task, long positives) {
        boolean rare = 2 * positives < this.rows;
        return rare && this.present >= 20 && this.present == this.presentAndPositive[task];
    }

}
