package io.multigate.inference;

/** What changes while a block of candidates is scored; owned by one call and used for block after block. */
final class Scratch {

    /** Widths of the rows that a plan writes on its way. */
    record Widths(int input, int first, int hidden, int trunk, int mixture) {}

    private final Rows input;

    private final Rows first;

    private final Rows evenHidden;

    private final Rows oddHidden;

    private final Rows trunk;

    private final Rows mixture;

    private final Rows logits;

    private int start;

    private int rows;

    Scratch(Widths widths, int capacity) {
        this.input = Rows.of(capacity, widths.input);
        this.first = Rows.of(capacity, widths.first);
        this.evenHidden = Rows.of(capacity, widths.hidden);
        this.oddHidden = Rows.of(capacity, widths.hidden);
        this.trunk = Rows.of(capacity, widths.trunk);
        this.mixture = Rows.of(capacity, widths.mixture);
        this.logits = Rows.of(capacity, 1);
    }

    /** Turns to the block of {@code count} candidates that begins with {@code first}. */
    void block(int first, int count) {
        this.start = first;
        this.rows = count;
    }

    /** The first candidate of the block at hand. */
    int start() {
        return this.start;
    }

    /** Rows of the block at hand. */
    int rows() {
        return this.rows;
    }

    /** The network's input, [rows x input]. */
    Rows input() {
        return this.input;
    }

    /** The first layer's output, [rows x first]. */
    Rows first() {
        return this.first;
    }

    /** The output of an inner layer: two arrays take turns, for a layer reads what the one before wrote. */
    Rows hidden(int layer) {
        return (layer % 2 == 0) ? this.evenHidden : this.oddHidden;
    }

    /** What the trunk hands to the towers: the shared bottom's output, or all experts' outputs side by side. */
    Rows trunk() {
        return this.trunk;
    }

    /** The experts' outputs, mixed for the task at hand. */
    Rows mixture() {
        return this.mixture;
    }

    /** The tower's one unit, [rows x 1]. */
    Rows logits() {
        return this.logits;
    }

}
