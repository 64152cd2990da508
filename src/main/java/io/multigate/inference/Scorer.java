package io.multigate.inference;

import io.multigate.feature.EncodedBatch;

/** Scores encoded candidates. Implementations say whether calls may run side by side. */
public interface Scorer {

    /**
     * Scores every candidate of the batch.
     * @param batch encoded by the schema of this scorer's model
     * @return probabilities, or values of regressions, [task][candidate], and gate weights when the model has gates
     */
    Predictions score(EncodedBatch batch);

    /**
     * Scores every candidate of the batch, with the same result.
     * @param crew threads that may help
     */
    default Predictions score(EncodedBatch batch, Crew crew) {
        return score(batch);
    }

}
