package io.multigate.web;

/**
 * Writes a probability, or another number, with the fewest digits that read back as the same float, and of these the
 * closest: the text of {@link Float#toString(float)}, found faster. Between 0.001 and 1 a float has 6 to 9 digits that
 * count, so few that a double holds the float times that power of ten exactly. Owned by one call.
 */
final class ProbabilityText {

    private static final float LEAST = 1e-3f;

    /** As many digits as any float needs. */
    private static final int MOST_DIGITS = 9;

    /** Where fewer digits do, these are the same with zeros at their end. */
    private static final int FEWEST_DIGITS = 6;

    private static final int[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000,
            1_000_000_000};

    private final char[] characters = new char[32];

    private int length;

    /** The text; its first {@link #length()} characters are those of the value written last. */
    char[] characters() {
        return this.characters;
    }

    int length() {
        return this.length;
    }

    /** Writes a value. */
    void write(float value) {
        if (!(value >= LEAST && value < 1)) {
            String text = Float.toString(value);
            text.getChars(0, text.length(), this.characters, 0);
            this.length = text.length();
            return;
        }
        int zeros = (value >= 0.1f) ? 0 : (value >= 0.01f) ? 1 : 2;
        double leading = (double) value * POWERS[zeros];
        double halfStep = (double) Math.ulp(value) / 2 * POWERS[zeros];
        for (int digits = FEWEST_DIGITS; digits < MOST_DIGITS; digits++) {
            double scaled = leading * POWERS[digits];
            double decimal = Math.rint(scaled);
            if (Math.abs(decimal - scaled) < halfStep * POWERS[digits]) {
                write((int) decimal, zeros + digits);
                return;
            }
        }
        write((int) Math.rint(leading * POWERS[MOST_DIGITS]), zeros + MOST_DIGITS);
    }

    /** Writes decimal / 10^places. */
    private void write(int decimal, int places) {
        int rest = decimal;
        int used = places;
        while (rest % 10 == 0) {
            rest /= 10;
            used--;
        }
        this.length = 2 + used;
        this.characters[0] = '0';
        this.characters[1] = '.';
        for (int at = this.length - 1; at > 1; at--) {
            this.characters[at] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }

}
