package io.multigate.evaluation;

/** Adds up calibration bins that are told apart by a number, row by row. Owned by one thread. */
public final class CalibrationCounts {

    private final long[] rows;

    private final long[] positives;

    private final double[] predicted;

    /** Bins without rows. */
    public CalibrationCounts(int bins) {
        this.rows = new long[bins];
        this.positives = new long[bins];
        this.predicted = new double[bins];
    }

    /** Adds a row to a bin. */
    public void add(int bin, float prediction, float label) {
        this.rows[bin]++;
        this.positives[bin] += (label > 0) ? 1 : 0;
        this.predicted[bin] += prediction;
    }

    /** What was added to a bin so far. */
    public CalibrationBin bin(int number) {
        return new CalibrationBin(this.rows[number], this.positives[number], this.predicted[number]);
    }

}
