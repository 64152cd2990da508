package io.multigate.inference;

import java.util.stream.IntStream;

/**
 * What changes while blocks of candidates are scored. One call at a time owns it, and uses it for block after block;
 * {@link ScratchPool} keeps it for the next.
 */
final class Scratch {

    /**
     * Widths of the rows that a plan writes on its way, and how many tasks and experts there are.
     * @param part units of the first layer that belong together: an expert's or a tower's
     */
    record Widths(int input, int first, int part, int hidden, int trunk, int tasks, int experts) {}

    private final Rows user;

    private final Rows input;

    private final Rows first;

    private final Rows[] firstParts;

    private final Rows evenHidden;

    private final Rows oddHidden;

    private final int trunkApart;

    private final Rows[] trunks;

    private final Rows[] mixtures;

    private final Rows logit;

    private final float[] powers;

    private final ItemParts items;

    private int start;

    private int rows;

    Scratch(Widths widths, int capacity) {
        Rows single = Rows.of(1, widths.first);
        this.user = new Rows(single.values(), 0, 0);
        this.input = Rows.of(capacity, widths.input);
        this.first = Rows.of(capacity, widths.first);
        this.firstParts = IntStream.range(0, widths.first / widths.part)
                .mapToObj((part) -> this.first.from(part * widths.part))
                .toArray(Rows[]::new);
        this.evenHidden = Rows.of(capacity, widths.hidden);
        this.oddHidden = Rows.of(capacity, widths.hidden);
        int parts = Math.max(1, widths.experts);
        Rows trunk = Rows.of(parts * capacity, widths.trunk);
        this.trunkApart = capacity * trunk.stride();
        this.trunks = IntStream.range(0, parts)
                .mapToObj((part) -> trunk.from(part * this.trunkApart))
                .toArray(Rows[]::new);
        this.mixtures = IntStream.range(0, (widths.experts > 0) ? widths.tasks : 0)
                .mapToObj((_) -> Rows.of(capacity, widths.trunk))
                .toArray(Rows[]::new);
        this.logit = Rows.of(capacity, 1);
        this.powers = new float[capacity * Math.max(1, widths.tasks * widths.experts)];
        this.items = new ItemParts(capacity, widths.first);
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

    /** What user and context add to the first layer: one row for all candidates. */
    Rows user() {
        return this.user;
    }

    /** The network's input, [rows x input]. */
    Rows input() {
        return this.input;
    }

    /** What each item adds to the first layer. */
    ItemParts items() {
        return this.items;
    }

    /** The first layer's output, [rows x first]. */
    Rows first() {
        return this.first;
    }

    /** The columns of {@link #first()} that are one expert's or tower's, [rows x part]. */
    Rows first(int part) {
        return this.firstParts[part];
    }

    /** The output of an inner layer: two arrays take turns, for a layer reads what the one before wrote. */
    Rows hidden(int layer) {
        return (layer % 2 == 0) ? this.evenHidden : this.oddHidden;
    }

    /** The output of the shared bottom, which is part 0, or of one expert. */
    Rows trunk(int part) {
        return this.trunks[part];
    }

    /** How far apart in one array a number of an expert's output and the same number of the next expert's stand. */
    int trunkApart() {
        return this.trunkApart;
    }

    /** The experts' outputs, mixed by the gate of one task. */
    Rows mixture(int task) {
        return this.mixtures[task];
    }

    /** The tower's one unit, [rows x 1]. */
    Rows logit() {
        return this.logit;
    }

    /** Numbers on their way through an exponential: one a row, or one a row, task and expert. */
    float[] powers() {
        return this.powers;
    }

}
