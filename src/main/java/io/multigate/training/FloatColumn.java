package io.multigate.training;

import java.util.Arrays;

/** Numbers, one after the other, of which nobody knows beforehand how many there will be. */
final class FloatColumn {

    private float[] values = new float[1024];

    private int size;

    void add(float value) {
        if (this.size == this.values.length) {
            this.values = Arrays.copyOf(this.values, 2 * this.size);
        }
        this.values[this.size++] = value;
    }

    float[] toArray() {
        return Arrays.copyOf(this.values, this.size);
    }

    /** Columns for so many tasks. */
    static FloatColumn[] columns(int count) {
        FloatColumn[] columns = new FloatColumn[count];
        Arrays.setAll(columns, (i) -> new FloatColumn());
        return columns;
    }

    static float[][] toArrays(FloatColumn[] columns) {
        return Arrays.stream(columns).map(FloatColumn::toArray).toArray(float[][]::new);
    }

}
