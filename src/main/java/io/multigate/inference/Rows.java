package io.multigate.inference;

/**
 * Some columns of a row-major array: row r starts at {@code offset + r * stride}.
 *
 * @param values owned by one call
 * @param offset where row 0 starts
 * @param stride from one row's start to the next
 */
record Rows(float[] values, int offset, int stride) {

    /** A block of rows that lie without gaps. */
    static Rows of(int rows, int width) {
        return new Rows(new float[rows * width], 0, width);
    }

    /** Where a row starts. */
    int at(int row) {
        return this.offset + row * this.stride;
    }

    /** The same rows from a later column on. */
    Rows from(int column) {
        return new Rows(this.values, this.offset + column, this.stride);
    }

}
