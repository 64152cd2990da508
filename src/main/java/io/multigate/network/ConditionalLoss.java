package io.multigate.network;

import io.multigate.model.Objective;

/**
 * How a conditional task, such as the conversion given the click, learns where that differs from what its
 * {@link Objective} says alone.
 *
 * @param clickSpaceWeight over the entire space, the factor of a further loss: that of the task's own probability in
 * the rows alone in which all that it is given is 1, as over the click space; at least 0, which adds none
 * @param propensityFloor above 0 and at most 1. In a loss over the click space a row counts 1 / max(p, floor), where p
 * is the network's p(given) and a constant, so that the rows that count stand for all (inverse propensity weighting;
 * Wang et al. 2022, "ESCM2: Entire Space Counterfactual Multi-Task Model for Post-Click Conversion Rate Estimation",
 * section 3.2). All these weights are then scaled by one factor a batch, which makes their mean 1, so that the loss
 * stays as large as without them. A floor of 1 lets every row count alike
 * @param stopGradient whether over the entire space p(given) enters the product p(given) p(task | given) as a constant,
 * so that the product's loss teaches the given task nothing
 */
public record ConditionalLoss(double clickSpaceWeight, double propensityFloor, boolean stopGradient) {

    /** What the objective alone says. */
    public static final ConditionalLoss PLAIN = new ConditionalLoss(0, 1, false);

    public ConditionalLoss {
        if (!(clickSpaceWeight >= 0 && Double.isFinite(clickSpaceWeight))) {
            throw new IllegalArgumentException(
                    "click space weight is " + clickSpaceWeight + "; it must be finite and at least 0");
        }
        if (!(propensityFloor > 0 && propensityFloor <= 1)) {
            throw new IllegalArgumentException(
                    "propensity floor is " + propensityFloor + "; it must be above 0 and at most 1");
        }
    }

    /** Whether rows of the click space count unlike each other. */
    boolean weighsByPropensity() {
        return this.propensityFloor < 1;
    }

    /**
     * Refuses what has no effect.
     * @throws IllegalArgumentException if the objective has no loss that an option bears on
     */
    void requireEffect(Objective objective) {
        if (objective == Objective.CLICK_SPACE && this.clickSpaceWeight > 0) {
            throw new IllegalArgumentException(
                    "a click space weight adds to objective entire-space; over the click space"
                            + " that loss is the task's only one, and its loss weight is the factor");
        }
        if (objective == Objective.CLICK_SPACE && this.stopGradient) {
            throw new IllegalArgumentException(
                    "stopping the gradient of p(given) is for objective entire-space; over the"
                            + " click space there is no product");
        }
        if (objective == Objective.ENTIRE_SPACE && weighsByPropensity() && this.clickSpaceWeight == 0) {
            throw new IllegalArgumentException("a propensity floor weighs a loss over the click space, and objective"
                    + " entire-space has none without a click space weight above 0");
        }
    }

}
