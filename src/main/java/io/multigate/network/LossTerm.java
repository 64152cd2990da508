package io.multigate.network;

import java.util.ArrayList;
import java.util.List;

import io.multigate.model.Objective;
import io.multigate.model.Task;

/**
 * One addend of a network's loss: the binary cross-entropy of one probability, or the squared error of a regression.
 *
 * @param task whose head it judges
 * @param kind which one, and over which rows
 * @param weight its factor
 * @param conditional how those of the kinds {@code JOINT} and {@code CONDITIONAL} treat what the task is given
 */
record LossTerm(Task task, Kind kind, double weight, ConditionalLoss conditional) {

    /** What is judged. */
    enum Kind {

        /** Every row's p(task), of a task that is given nothing. */
        MARGINAL,

        /** Every row's p(task and all that it is given). */
        JOINT,

        /** p(task | given), in the rows in which all that it is given is 1. */
        CONDITIONAL,

        /** The squared error of every row's prediction by a regression. */
        SQUARED

    }

    /**
     * The loss of a model, in the order of its tasks.
     * @throws IllegalArgumentException if the options name a task that is none, or have no effect
     */
    static List<LossTerm> of(List<Task> tasks, TrainingOptions options) {
        requireKnown(tasks.stream().map(Task::name).toList(), options);
        ConditionalLoss conditional = options.conditional();
        if (!conditional.equals(ConditionalLoss.PLAIN) && tasks.stream().allMatch((task) -> task.given().isEmpty())) {
            throw new IllegalArgumentException(
                    "a click space weight, a propensity floor or a stopped gradient is for tasks that are given another"
                            + " one; there is none");
        }
        List<LossTerm> terms = new ArrayList<>();
        for (Task task : tasks) {
            double weight = options.lossWeight(task.name());
            if (task.isRegression()) {
                terms.add(new LossTerm(task, Kind.SQUARED, weight, conditional));
            } else if (task.given().isEmpty()) {
                terms.add(new LossTerm(task, Kind.MARGINAL, weight, conditional));
            } else if (options.objective() == Objective.CLICK_SPACE) {
                terms.add(new LossTerm(task, Kind.CONDITIONAL, weight, conditional));
            } else {
                terms.add(new LossTerm(task, Kind.JOINT, weight, conditional));
                if (conditional.clickSpaceWeight() > 0) {
                    terms.add(new LossTerm(task, Kind.CONDITIONAL, conditional.clickSpaceWeight(), conditional));
                }
            }
        }
        return terms;
    }

    private static void requireKnown(List<String> names, TrainingOptions options) {
        for (String task : options.lossWeights().keySet()) {
            if (!names.contains(task)) {
                throw new IllegalArgumentException("loss weight of unknown task '" + task + "'; available: " + names);
            }
        }
    }

    /** Whether p(given) enters as a constant. */
    boolean readsGivenAsConstant() {
        return switch (this.kind) {
            case MARGINAL, SQUARED -> false;
            case JOINT -> this.conditional.stopGradient();
            case CONDITIONAL -> this.conditional.weighsByPropensity();
        };
    }

}
