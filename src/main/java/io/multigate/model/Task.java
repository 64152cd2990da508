package io.multigate.model;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * One thing that a model predicts, with a head of its own: the probability that a binary label is 1, either for every
 * impression (a click) or given that another task's label is 1 (a conversion, given the click); or the expected value
 * of a label that is a number.
 *
 * @param name the head's name, such as {@code ctr}
 * @param label the data column: of 0 and 1, or of numbers for a regression
 * @param givenTask the task whose label conditions this one, or null when nothing does; a regression is given nothing
 * @param kind what the label is
 */
public record Task(String name, String label, @Nullable String givenTask, TaskKind kind) {

    public Task {
        if (kind == TaskKind.REGRESSION && givenTask != null) {
            throw new IllegalArgumentException("task '" + name + "' is a regression and is given '" + givenTask
                    + "'; only a binary task can be given another one");
        }
    }

    /** A task with a label of 0 and 1. */
    public Task(String name, String label, @Nullable String givenTask) {
        this(name, label, givenTask, TaskKind.BINARY);
    }

    /** A task whose label is a number. */
    public static Task regression(String name, String label) {
        return new Task(name, label, null, TaskKind.REGRESSION);
    }

    /** Those of a kind, in their order. */
    public static List<Task> of(TaskKind kind, List<Task> tasks) {
        return tasks.stream().filter((task) -> task.kind() == kind).toList();
    }

    /** The conditioning task. */
    public Optional<String> given() {
        return Optional.ofNullable(this.givenTask);
    }

    /** What the probability of this label together with all that it is given is called, where it is given anything. */
    public Optional<String> jointName() {
        return given().map((given) -> (given.equals(Funnel.CTR) && this.name.equals(Funnel.CVR))
                ? Funnel.CTCVR
                : given + "-" + this.name);
    }

    public boolean isRegression() {
        return this.kind == TaskKind.REGRESSION;
    }

    /** What the head says, such as {@code cvr = P(conversion | ctr)} or {@code spend = E(amount)}. */
    public String formula() {
        return this.name + switch (this.kind) {
            case BINARY -> " = P(" + this.label + ((this.givenTask == null) ? "" : " | " + this.givenTask) + ")";
            case REGRESSION -> " = E(" + this.label + ")";
        };
    }

}
