package io.multigate.evaluation;

/**
 * What was predicted of some rows, and what happened.
 *
 * @param rows how many rows
 * @param positives rows among them with label 1
 * @param predicted sum of their predicted probabilities, which is how many positives were expected
 */
public record CalibrationBin(long rows, long positives, double predicted) {

    /** No rows. */
    public static final CalibrationBin EMPTY = new CalibrationBin(0, 0, 0);

    /** These rows and one more. */
    public CalibrationBin plus(float prediction, float label) {
        return new CalibrationBin(this.rows + 1, this.positives + ((label > 0) ? 1 : 0), this.predicted + prediction);
    }

    /** These rows and others. */
    public CalibrationBin plus(CalibrationBin other) {
        return new CalibrationBin(this.rows + other.rows, this.positives + other.positives,
                this.predicted + other.predicted);
    }

    /** Mean predicted probability; NaN without rows. */
    public double meanPrediction() {
        return this.predicted / this.rows;
    }

    /** Share of positives; NaN without rows. */
    public double rate() {
        return (double) this.positives / this.rows;
    }

    /** The 95 % interval of the share of positives, from their Poisson error. */
    public Interval rateInterval() {
        return Interval.poisson(this.positives).dividedBy((double) this.rows);
    }

    /** Positives over predicted positives, see {@link Calibration#copc}; NaN when nothing was predicted. */
    public double copc() {
        return (this.predicted > 0) ? this.positives / this.predicted : Double.NaN;
    }

    /** The 95 % interval of {@link #copc()}, from the Poisson error of the positives. */
    public Interval copcInterval() {
        return Interval.poisson(this.positives).dividedBy(this.predicted);
    }

}
