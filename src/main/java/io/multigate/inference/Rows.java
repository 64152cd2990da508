package io.multigate.inference;

/**
 * Some columns of a row-major array: row r starts at {@code offset + r * stride}.
 *
 * @param values owned by one call
 * @param offset where row 0 starts
 * @param stride from one row's start to the next
 */
record Rows(float[] values, int offset, int stride) {

    /** Numbers that a kernel may write at once: the end of a row has room for as many. */
    static final int CHUNK = 32;

    /** A block of rows, padded so that whole chunks may be written. */
    static Rows of(int rows, int width) {
        return new Rows(new float[rows * padded(width)], 0, padded(width));
    }

    /** The next multiple of {@link #CHUNK}. */
    static int padded(int width) {
        return (width + CHUNK - 1) / CHUNK * CHUNK;
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
