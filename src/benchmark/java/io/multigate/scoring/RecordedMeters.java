package io.multigate.scoring;

import io.multigate.inference.Predictions;
import io.multigate.registry.ServingModel;

/** Opens what a call records of scores and gates, which the service keeps to itself, to the measurements. */
public final class RecordedMeters {

    private final PredictionStatistics statistics;

    /** The score and gate meters of a model. */
    public RecordedMeters(ServingModel model) {
        this.statistics = new PredictionStatistics(model);
    }

    /** What one call records. */
    public void record(Predictions predictions) {
        this.statistics.record(predictions);
    }

}
