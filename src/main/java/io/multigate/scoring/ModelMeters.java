package io.multigate.scoring;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.multigate.feature.EncodedBatch;
import io.multigate.inference.Predictions;

/**
 * The meters of one model version, looked up once a call. Those without a version tag are shared with the model's other
 * versions.
 *
 * @param outcomes how long calls took, by outcome
 * @param stages where the time went
 * @param candidates candidates a call
 * @param user of the user's features
 * @param context of the context's features
 * @param perCandidate of the candidates' features
 * @param unrecognised values under names that the schema lacks
 * @param statistics predictions and gates
 */
record ModelMeters(Map<Outcome, Timer> outcomes, Map<Stage, Timer> stages, DistributionSummary candidates,
        FeatureMeters user, FeatureMeters context, FeatureMeters perCandidate, Counter unrecognised,
        PredictionStatistics statistics) {

    ModelMeters {
        outcomes = new EnumMap<>(outcomes);
        stages = new EnumMap<>(stages);
    }

    /** Records a stage that began at {@code start} and returns its end, the start of the next. */
    long stage(Stage stage, long start) {
        long end = System.nanoTime();
        Objects.requireNonNull(this.stages.get(stage)).record(end - start, TimeUnit.NANOSECONDS);
        return end;
    }

    /** Records a whole call. */
    void call(Outcome outcome, long nanoseconds) {
        Objects.requireNonNull(this.outcomes.get(outcome)).record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    /** Counts what a call held and what it was answered. */
    void scored(EncodedBatch batch, Predictions predictions) {
        this.candidates.record(batch.size());
        this.user.count(batch.user());
        this.context.count(batch.context());
        this.perCandidate.count(batch.candidates());
        int names = batch.user().counts().unrecognised() + batch.context().counts().unrecognised()
                + batch.candidates().counts().unrecognised();
        if (names > 0) {
            this.unrecognised.increment(names);
        }
        this.statistics.record(predictions);
    }

    /** All of them but the statistics. */
    List<Meter> all() {
        List<Meter> all = new ArrayList<>(this.outcomes.values());
        all.addAll(this.stages.values());
        all.addAll(this.user.all());
        all.addAll(this.context.all());
        all.addAll(this.perCandidate.all());
        all.add(this.candidates);
        all.add(this.unrecognised);
        return all;
    }

}
