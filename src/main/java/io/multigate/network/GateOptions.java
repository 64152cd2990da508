package io.multigate.network;

import io.multigate.model.ModelSpec;

/**
 * What is done in training against gates that come to use a few of their experts only.
 *
 * @param balance factor, at least 0, of a further loss: for each gate the squared coefficient of variation of its mean
 * shares over the rows of a batch, which is 0 where all experts are used alike (Shazeer et al. 2017, "Outrageously
 * Large Neural Networks", section 4). It is no part of the losses that are reported
 */
public record GateOptions(double balance) {

    /** Nothing. */
    public static final GateOptions PLAIN = new GateOptions(0);

    public GateOptions {
        if (!(balance >= 0 && Double.isFinite(balance))) {
            throw new IllegalArgumentException("gate balance is " + balance + "; it must be finite and at least 0");
        }
    }

    /**
     * Refuses what has no effect.
     * @throws IllegalArgumentException if a model of this spec has no gates that choose
     */
    void requireEffect(ModelSpec spec) {
        if (!equals(PLAIN) && !choosesExperts(spec)) {
            throw new IllegalArgumentException(
                    "gate balance is for gates over at least 2 experts; there is none");
        }
    }

    /** Whether a model of this spec has gates, and more than one expert that they may choose. */
    public static boolean choosesExperts(ModelSpec spec) {
        return spec instanceof ModelSpec.MmoeSpec mixture && mixture.experts() > 1;
    }

}
