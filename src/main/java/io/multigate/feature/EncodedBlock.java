package io.multigate.feature;

/**
 * Encoded rows of some fields: what {@link BlockEncoder} makes and a {@code Scorer} reads. Written once, then shared
 * without change.
 */
public final class EncodedBlock {

    private final FieldLayout layout;

    private final int rows;

    /** [rows x layout.ids] */
    private final int[] ids;

    /** [rows x layout.numbers] */
    private final float[] numbers;

    /** [rows x layout.lists]: where a list starts in {@link #listIds}. */
    private final int[] listStarts;

    /** [rows x layout.lists] */
    private final int[] listLengths;

    private final int[] listIds;

    private final FeatureCounts counts;

    EncodedBlock(FieldLayout layout, int rows, int[] ids, float[] numbers, int[] listStarts, int[] listLengths,
            int[] listIds, FeatureCounts counts) {
        this.layout = layout;
        this.rows = rows;
        this.ids = ids;
        this.numbers = numbers;
        this.listStarts = listStarts;
        this.listLengths = listLengths;
        this.listIds = listIds;
        this.counts = counts;
    }

    public FieldLayout layout() {
        return this.layout;
    }

    public int rows() {
        return this.rows;
    }

    /** How many values were missing, unknown or unrecognised. */
    public FeatureCounts counts() {
        return this.counts;
    }

    /**
     * A table row.
     * @param row from 0
     * @param column among the single ids, see {@link FieldLayout#column}
     */
    public int id(int row, int column) {
        return this.ids[row * this.layout.ids() + column];
    }

    /**
     * A scaled number.
     * @param row from 0
     * @param column among the numbers, see {@link FieldLayout#column}
     */
    public float number(int row, int column) {
        return this.numbers[row * this.layout.numbers() + column];
    }

    /**
     * How many ids a list has, at least 1.
     * @param row from 0
     * @param column among the lists, see {@link FieldLayout#column}
     */
    public int listLength(int row, int column) {
        return this.listLengths[row * this.layout.lists() + column];
    }

    /**
     * A table row out of a list.
     * @param row from 0
     * @param column among the lists, see {@link FieldLayout#column}
     * @param position in the list, from 0
     */
    public int listId(int row, int column, int position) {
        return this.listIds[this.listStarts[row * this.layout.lists() + column] + position];
    }

}
