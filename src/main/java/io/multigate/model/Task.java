package io.multigate.model;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * One thing that a model predicts, with a head of its own: the probability that a binary label is 1, either for every
 * impression (a click) or given that another task's label is 1 (a conversion, given the click).
 *
 * @param name the head's name, such as {@code ctr}
 * @param label the data column of 0 and 1
 * @param givenTask the task whose label conditions this one, or null when nothing does
 */
public record Task(String name, String label, @Nullable String givenTask) {

    /** The conditioning task. */
    public Optional<String> given() {
        return Optional.ofNullable(this.givenTask);
    }

    /** What the head says, such as {@code cvr = P(conversion | ctr)}. */
    public String formula() {
        return this.name + " = P(" + this.label + ((this.givenTask == null) ? "" : " | " + this.givenTask) + ")";
    }

}
