package io.multigate.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.multigate.model.Funnel;
import io.multigate.model.Task;

/**
 * How well a model predicts: each task on the rows that it speaks of, that is on all impressions or, for a conditional
 * task, on the rows whose conditioning labels are all 1; and after each conditional task its joint probability with
 * its conditions, on all impressions.
 *
 * @param tasks in the order of the model's heads
 */
public record EvaluationReport(List<TaskReport> tasks) {

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

    public EvaluationReport {
        tasks = List.copyOf(tasks);
    }

    /**
     * Judges predictions.
     * @param heads the model's tasks
     * @param probabilities [task][row], each given the task's condition
     * @param labels [task][row], 0 or 1, as they stand in the data
     * @param truth the true probability of each task by its name, [row]; empty for real data
     */
    public static EvaluationReport of(List<Task> heads, float[][] probabilities, float[][] labels,
            Map<String, float[]> truth) {
        List<TaskReport> reports = new ArrayList<>();
        Map<String, Joint> joints = new LinkedHashMap<>();
        for (int head = 0; head < heads.size(); head++) {
            Task task = heads.get(head);
            Optional<float[]> own = Optional.ofNullable(truth.get(task.name()));
            Joint given = task.given().map(joints::get).orElse(Joint.certain(labels[head].length));
            Joint joint = given.and(task, probabilities[head], labels[head], own);
            joints.put(task.name(), joint);
            reports.add(report(task.name(), given.positiveRows(), probabilities[head], labels[head], own));
            if (task.given().isPresent()) {
                int[] all = Joint.certain(labels[head].length).positiveRows();
                reports.add(report(jointName(task), all, joint.probabilities(), joint.labels(), joint.truth()));
            }
        }
        return new EvaluationReport(reports);
    }

    /** The figures of each task by its name, as a bundle's manifest keeps them. */
    public Map<String, Map<String, Double>> figures() {
        Map<String, Map<String, Double>> figures = new LinkedHashMap<>();
        this.tasks.forEach((report) -> figures.put(report.task(), report.figures()));
        return figures;
    }

    private static TaskReport report(String name, int[] judged, float[] probabilities, float[] labels,
            Optional<float[]> truth) {
        float[] judgedLabels = pick(labels, judged);
        Measures measures = Measures.of(pick(probabilities, judged), judgedLabels);
        return new TaskReport(name, measures,
                truth.map((values) -> Truth.of(pick(values, judged), judgedLabels, probabilities, values)));
    }

    private static String jointName(Task task) {
        String given = task.given().orElseThrow();
        boolean funnel = given.equals(Funnel.CTR) && task.name().equals(Funnel.CVR);
        return funnel ? Funnel.CTCVR : given + "-" + task.name();
    }

    private static float[] pick(float[] values, int[] rows) {
        float[] picked = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            picked[i] = values[rows[i]];
        }
        return picked;
    }

}
