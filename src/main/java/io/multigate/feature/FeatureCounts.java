package io.multigate.feature;

/** How many values of a block were not what the schema hoped for; none of them is an error. */
public final class FeatureCounts {

    private final int[] missing;

    private final int[] unknown;

    private int unrecognised;

    FeatureCounts(int fields) {
        this.missing = new int[fields];
        this.unknown = new int[fields];
    }

    void countMissing(int field) {
        this.missing[field]++;
    }

    void countUnknown(int field) {
        this.unknown[field]++;
    }

    void countUnrecognised() {
        this.unrecognised++;
    }

    /** Rows in which the field with this index in the layout had no value. */
    public int missing(int field) {
        return this.missing[field];
    }

    /** Values of the field with this index in the layout that its vocabulary lacks. */
    public int unknown(int field) {
        return this.unknown[field];
    }

    /** Values under names that the schema lacks on this side of the request. */
    public int unrecognised() {
        return this.unrecognised;
    }

}
