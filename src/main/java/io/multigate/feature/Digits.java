package io.multigate.feature;

import java.nio.charset.StandardCharsets;

/**
 * An integer of 64 bits in decimal digits, filled again and again: most of what millions of categories would cost
 * otherwise is the memory that each takes for a moment. Owned by one thread.
 */
public final class Digits {

    /** Characters of the least integer. */
    private static final int GREATEST_LENGTH = 20;

    private final byte[] ascii = new byte[GREATEST_LENGTH];

    /** Of the first character: they stand at the end. */
    private int start = GREATEST_LENGTH;

    /** Writes {@code value} as {@link Long#toString(long)} does. */
    public Digits of(long value) {
        this.start = GREATEST_LENGTH;
        // Negative remainders, for the least of all integers has no positive counterpart.
        long rest = (value < 0) ? value : -value;
        do {
            this.ascii[--this.start] = (byte) ('0' - rest % 10);
            rest /= 10;
        } while (rest != 0);
        if (value < 0) {
            this.ascii[--this.start] = '-';
        }
        return this;
    }

    byte[] ascii() {
        return this.ascii;
    }

    int start() {
        return this.start;
    }

    int length() {
        return GREATEST_LENGTH - this.start;
    }

    @Override
    public String toString() {
        return new String(this.ascii, this.start, length(), StandardCharsets.US_ASCII);
    }

}
