package io.multigate.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.multigate.model.Task;

/**
 * The predictions of a binary task, or of a task and its conditions together, with the rows that they can be judged on.
 *
 * @param name the head's name, or {@code ctcvr} for click and conversion ({@code <given>-<task>} for other pairs)
 * @param rows the rows to be judged on: all, or for a conditional task those whose conditioning labels are all 1
 * @param allPredictions [n], of all rows, in [0, 1]
 * @param allLabels [n], of all rows, 0 or 1
 * @param truth [n], the true probabilities of all rows, which only simulated data has
 */
public record JudgedTask(String name, int[] rows, float[] allPredictions, float[] allLabels, Optional<float[]> truth) {

    /**
     * Each binary task on the rows that it speaks of, and after each conditional task its joint probability with its
     * conditions, on all rows. The arrays are shared, not copied.
     * @param heads the model's tasks
     * @param probabilities [task][row], each given the task's condition; those of regressions are not read
     * @param labels [task][row], as they stand in the data
     * @param truth the true probability of each task by its name, [row]; empty for real data
     */
    public static List<JudgedTask> of(List<Task> heads, float[][] probabilities, float[][] labels,
            Map<String, float[]> truth) {
        List<JudgedTask> judged = new ArrayList<>();
        Map<String, Joint> joints = new LinkedHashMap<>();
        for (int head = 0; head < heads.size(); head++) {
            Task task = heads.get(head);
            if (task.isRegression()) {
                continue;
            }
            Optional<float[]> own = Optional.ofNullable(truth.get(task.name()));
            Joint certain = Joint.certain(labels[head].length);
            Joint given = task.given().map(joints::get).orElse(certain);
            Joint joint = given.and(task, probabilities[head], labels[head], own);
            joints.put(task.name(), joint);
            judged.add(
                    new JudgedTask(task.name(), given.positiveRows(), probabilities[head], labels[head], own));
            if (task.given().isPresent()) {
                judged.add(new JudgedTask(task.jointName().orElseThrow(), certain.positiveRows(), joint.probabilities(),
                        joint.labels(), joint.truth()));
            }
        }
        return judged;
    }

    /** The names of what is judged, in its order. */
    public static List<String> names(List<Task> heads) {
        return heads.stream()
                .flatMap((task) -> Stream.concat(Stream.of(task.name()), task.jointName().stream()))
                .toList();
    }

    /** The predictions of the judged rows. */
    public float[] predictions() {
        return pick(this.allPredictions);
    }

    /** The labels of the judged rows. */
    public float[] labels() {
        return pick(this.allLabels);
    }

    /** The judged rows' part of what is known of all rows. */
    float[] pick(float[] values) {
        float[] picked = new float[this.rows.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = values[this.rows[i]];
        }
        return picked;
    }

}
