package io.multigate.scoring;

import io.multigate.admission.Admission;
import io.multigate.admission.Deadline;
import io.multigate.admission.RejectedCallException;
import io.multigate.feature.EncodedBatch;
import io.multigate.inference.Predictions;
import io.multigate.registry.ServingModel;

/** Scores calls: decodes, infers and renders each on one of a bounded number of threads, and measures every stage. */
public final class ScoringService {

    private final ScoringThreads threads;

    private final ScoringMetrics metrics;

    ScoringService(ScoringThreads threads, ScoringMetrics metrics) {
        this.threads = threads;
        this.metrics = metrics;
    }

    /**
     * Answers a call.
     * @param model what answers
     * @param call what is asked
     * @param entry the call's place inside; closed when the work has ended
     * @return the rendered answer
     * @throws InvalidCallException if the call is not valid
     * @throws RejectedCallException if the deadline passes first
     */
    public byte[] score(ServingModel model, ScoringCall call, Admission.Entry entry) {
        ModelMeters meters = this.metrics.of(model);
        long queued = System.nanoTime();
        return this.threads.run(() -> {
            meters.stage(Stage.QUEUE, queued);
            return measured(model, call, entry.deadline(), meters);
        }, entry);
    }

    private byte[] measured(ServingModel model, ScoringCall call, Deadline deadline, ModelMeters meters) {
        long start = System.nanoTime();
        Outcome outcome = Outcome.ERROR;
        try {
            byte[] answer = staged(model, call, deadline, meters);
            outcome = Outcome.SUCCESS;
            return answer;
        } catch (InvalidCallException ex) {
            outcome = Outcome.INVALID;
            throw ex;
        } catch (RejectedCallException ex) {
            outcome = Outcome.LATE;
            throw ex;
        } finally {
            meters.call(outcome, System.nanoTime() - start);
        }
    }

    /** A call whose caller has gone is left at the next stage. */
    private byte[] staged(ServingModel model, ScoringCall call, Deadline deadline, ModelMeters meters) {
        deadline.check();
        long start = System.nanoTime();
        EncodedBatch batch = call.decode(model);
        long decoded = meters.stage(Stage.DECODE, start);
        deadline.check();
        Predictions predictions = model.scorer().score(batch, this.threads);
        long inferred = meters.stage(Stage.INFER, decoded);
        deadline.check();
        byte[] answer = call.render(new ScoringResult(model, predictions));
        meters.stage(Stage.RENDER, inferred);
        meters.scored(batch, predictions);
        return answer;
    }

}
