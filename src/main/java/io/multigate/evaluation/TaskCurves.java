package io.multigate.evaluation;

import java.util.List;

/**
 * What a picture of a task's quality is drawn from: small, however many rows were judged.
 *
 * @param task its name, see {@link JudgedTask#name()}
 * @param roc how well the predictions order the rows
 * @param calibration equal-frequency bins for the calibration curve
 * @param deciles ten equal-frequency bins
 * @param histogram of the predictions
 */
public record TaskCurves(String task, RocCurve roc, List<CalibrationBin> calibration, List<CalibrationBin> deciles,
        ScoreHistogram histogram) {

    private static final int DECILES = 10;

    private static final int POINTS = 20;

    public TaskCurves {
        calibration = List.copyOf(calibration);
        deciles = List.copyOf(deciles);
    }

    /** The curves of a task on the rows that it is judged on. */
    public static TaskCurves of(JudgedTask task) {
        float[] predictions = task.predictions();
        float[] labels = task.labels();
        return new TaskCurves(task.name(), RocCurve.of(predictions, labels),
                Calibration.bins(predictions, labels, POINTS), Calibration.bins(predictions, labels, DECILES),
                ScoreHistogram.of(predictions, labels));
    }

}
