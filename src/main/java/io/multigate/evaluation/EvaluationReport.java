package io.multigate.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.multigate.model.Task;

/**
 * How well a model predicts: each task on the rows that it speaks of, that is on all impressions or, for a conditional
 * task, on the rows whose conditioning labels are all 1; and after each conditional task its joint probability with
 * its conditions, on all impressions.
 *
 * @param tasks the binary ones, in the order of the model's heads
 * @param regressions in the order of the model's heads
 */
public record EvaluationReport(List<TaskReport> tasks, List<RegressionReport> regressions) {

    /**
     * One task's part.
     * @param task the head's name, or {@code ctcvr} for click and conversion ({@code <given>-<task>} for other pairs)
     * @param measures against the labels
     * @param truth against the true probabilities, where the data has them
     */
    public record TaskReport(String task, Measures measures, Optional<Truth> truth) {

        /** Every figure that is defined, by name. */
        public Map<String, Double> figures() {
            Map<String, Double> figures = new LinkedHashMap<>(this.measures.figures());
            this.truth.ifPresent((comparison) -> figures.putAll(comparison.figures()));
            return figures;
        }

    }

    /**
     * A regression's part.
     * @param task the head's name
     * @param measures against the labels
     */
    public record RegressionReport(String task, RegressionMeasures measures) {}

    public EvaluationReport {
        tasks = List.copyOf(tasks);
        regressions = List.copyOf(regressions);
    }

    /**
     * Judges predictions.
     * @param heads the model's tasks
     * @param predictions [task][row], each probability given the task's condition
     * @param labels [task][row], as they stand in the data
     * @param truth the true probability of each task by its name, [row]; empty for real data
     */
    public static EvaluationReport of(List<Task> heads, float[][] predictions, float[][] labels,
            Map<String, float[]> truth) {
        return of(JudgedTask.of(heads, predictions, labels, truth), JudgedRegression.of(heads, predictions, labels));
    }

    /** Judges the predictions of each task. */
    public static EvaluationReport of(List<JudgedTask> tasks, List<JudgedRegression> regressions) {
        return new EvaluationReport(tasks.stream().map(EvaluationReport::report).toList(),
                regressions.stream()
                        .map((task) -> new RegressionReport(task.name(),
                                RegressionMeasures.of(task.predictions(), task.labels())))
                        .toList());
    }

    private static TaskReport report(JudgedTask task) {
        float[] labels = task.labels();
        Measures measures = Measures.of(task.predictions(), labels);
        return new TaskReport(task.name(), measures,
                task.truth().map((truth) -> Truth.of(task.pick(truth), labels, task.allPredictions(), truth)));
    }

    /** The figures of each task by its name, as a bundle's manifest keeps them. */
    public Map<String, Map<String, Double>> figures() {
        Map<String, Map<String, Double>> figures = new LinkedHashMap<>();
        this.tasks.forEach((report) -> figures.put(report.task(), report.figures()));
        this.regressions.forEach((report) -> figures.put(report.task(), report.measures().figures()));
        return figures;
    }

}
