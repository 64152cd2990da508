package io.multigate.training;

/**
 * Tells the values that cannot be frequent from those that may be, in memory that does not grow with them: one row of a
 * count-min sketch (Cormode and Muthukrishnan 2005). Values share cells, so a count may be too high, never too low.
 */
final class FrequencySketch {

    /** Counts beyond this look alike. */
    private static final int GREATEST = 255;

    private static final int BITS = 22;

    /** Unsigned counts. */
    private final byte[] cells = new byte[1 << BITS];

    void add(String value) {
        int cell = cell(value);
        if (Byte.toUnsignedInt(this.cells[cell]) < GREATEST) {
            this.cells[cell]++;
        }
    }

    /** False only if the value was added fewer times than {@code count}. */
    boolean mayReach(String value, int count) {
        return Byte.toUnsignedInt(this.cells[cell(value)]) >= Math.min(count, GREATEST);
    }

    /** Fibonacci hashing: the upper bits of the product depend on all bits of the hash. */
    private static int cell(String value) {
        return (value.hashCode() * 0x9E3779B9) >>> (Integer.SIZE - BITS);
    }

}
