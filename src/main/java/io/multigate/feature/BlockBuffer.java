package io.multigate.feature;

import java.util.Arrays;

/**
 * The growing arrays of a block: rows of ids, of numbers and of lists, each value by its column in the
 * {@link FieldLayout}. Writes always go to the last row. Owned by one {@link BlockEncoder}.
 */
final class BlockBuffer {

    private static final int UNSET = -1;

    /** Values of an array; a virtual machine gives none that is longer. */
    private static final int MOST = Integer.MAX_VALUE - 8;

    private final FieldLayout layout;

    private int rows;

    /** [rows x layout.ids] */
    private int[] ids;

    /** [rows x layout.numbers] */
    private float[] numbers;

    /** [rows x layout.lists]: where a list starts in {@link #listIds}. */
    private int[] listStarts;

    /** [rows x layout.lists] */
    private int[] listLengths;

    private int[] listIds;

    private int listIdCount;

    BlockBuffer(FieldLayout layout, int expectedRows) {
        int capacity = Math.max(1, expectedRows);
        this.layout = layout;
        this.ids = new int[capacity * layout.ids()];
        this.numbers = new float[capacity * layout.numbers()];
        this.listStarts = new int[capacity * layout.lists()];
        this.listLengths = new int[capacity * layout.lists()];
        this.listIds = new int[this.listStarts.length * 4];
    }

    /** Opens a row without any value; one that was not ended is written over. */
    void startRow() {
        this.ids = grown(this.ids, this.layout.ids());
        this.listStarts = grown(this.listStarts, this.layout.lists());
        this.listLengths = grown(this.listLengths, this.layout.lists());
        long numbers = (this.rows + 1L) * this.layout.numbers();
        if (this.numbers.length < numbers) {
            this.numbers = Arrays.copyOf(this.numbers, longer(this.numbers.length, numbers));
        }
        Arrays.fill(this.ids, this.rows * this.layout.ids(), (this.rows + 1) * this.layout.ids(), UNSET);
        Arrays.fill(this.listLengths, this.rows * this.layout.lists(), (this.rows + 1) * this.layout.lists(), 0);
        Arrays.fill(this.numbers, this.rows * this.layout.numbers(), (this.rows + 1) * this.layout.numbers(),
                Float.NaN);
    }

    private int[] grown(int[] array, int width) {
        long needed = (this.rows + 1L) * width;
        return (array.length < needed) ? Arrays.copyOf(array, longer(array.length, needed)) : array;
    }

    /**
     * The length of the array that takes another's place.
     * @throws IllegalStateException if no array is as long as needed
     */
    static int longer(int length, long needed) {
        if (needed > MOST) {
            throw new IllegalStateException("rows hold at most " + MOST + " values of a kind; these are more");
        }
        return (int) Math.min(MOST, Math.max(needed, 2L * length));
    }

    void endRow() {
        this.rows++;
    }

    boolean hasId(int column) {
        return this.ids[idAt(column)] != UNSET;
    }

    void putId(int column, int id) {
        this.ids[idAt(column)] = id;
    }

    private int idAt(int column) {
        return this.rows * this.layout.ids() + column;
    }

    boolean hasNumber(int column) {
        return !Float.isNaN(this.numbers[numberAt(column)]);
    }

    void putNumber(int column, float number) {
        this.numbers[numberAt(column)] = number;
    }

    private int numberAt(int column) {
        return this.rows * this.layout.numbers() + column;
    }

    /** Begins a list anew, without any id. */
    void startList(int column) {
        this.listStarts[listAt(column)] = this.listIdCount;
        this.listLengths[listAt(column)] = 0;
    }

    int listLength(int column) {
        return this.listLengths[listAt(column)];
    }

    /** Adds an id to the list that was begun last. */
    void append(int column, int id) {
        if (this.listIdCount == this.listIds.length) {
            this.listIds = Arrays.copyOf(this.listIds,
                    longer(this.listIdCount, Math.max(16, this.listIdCount + 1L)));
        }
        this.listIds[this.listIdCount++] = id;
        this.listLengths[listAt(column)]++;
    }

    private int listAt(int column) {
        return this.rows * this.layout.lists() + column;
    }

    /** The rows that were ended. The block takes the arrays over: nothing may be written afterwards. */
    EncodedBlock build(FeatureCounts counts) {
        return new EncodedBlock(this.layout, this.rows, this.ids, this.numbers, this.listStarts, this.listLengths,
                this.listIds, counts);
    }

}
