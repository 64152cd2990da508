package io.multigate.training;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.multigate.model.Task;

/**
 * Holds the labels of a row to the order of their tasks: what is given a click is nothing without one. Logs do hold
 * such rows (a purchase days after the view, a click that was lost); they are good rows for the click, and count as no
 * conversion.
 */
final class FunnelCheck {

    /** What is done about such rows, for the sentence that counts them. */
    static final String CORRECTION = " have a label 1 where the label that it is given is 0; it counts as 0";

    private final List<Task> tasks;

    /** Index of the task that a task is given, or -1. */
    private final int[] given;

    private long corrected;

    FunnelCheck(List<Task> tasks) {
        this.tasks = tasks;
        List<String> names = tasks.stream().map(Task::name).toList();
        this.given = tasks.stream().mapToInt((task) -> task.given().map(names::indexOf).orElse(-1)).toArray();
    }

    /**
     * Sets labels to 0 that cannot be 1.
     * @param labels [task], 0 or 1, or any number of a regression; changed in place
     * @return what was wrong with them, or null
     */
    @Nullable
    String correct(float[] labels) {
        String contradiction = null;
        for (int task = 0; task < labels.length; task++) {
            if (labels[task] == 1 && this.given[task] >= 0 && labels[this.given[task]] == 0) {
                labels[task] = 0;
                Task wrong = this.tasks.get(task);
                Task condition = this.tasks.get(this.given[task]);
                contradiction = ("label '%s' is 1 where '%s' is 0; task '%s' is given '%s',"
                        + " so it may be 1 only where '%s' is 1, and counts as 0")
                        .formatted(wrong.label(), condition.label(), wrong.name(), condition.name(),
                                condition.label());
            }
        }
        if (contradiction != null) {
            this.corrected++;
        }
        return contradiction;
    }

    /** Rows so far whose labels were changed. */
    long corrected() {
        return this.corrected;
    }

}
