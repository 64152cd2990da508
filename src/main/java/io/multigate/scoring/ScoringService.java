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

    private final SlowCalls slow;

    private final FailedCalls failed = new FailedCalls();

    ScoringService(ScoringThreads threads, ScoringMetrics metrics, SlowCalls slow) {
        this.threads = threads;
        this.metrics = metrics;
        this.slow = slow;
    }

    /**
     * Answers a call.
     * @param model what answers
     * @param call what is asked
     * @param entry the call's place inside; closed when the work has ended
     * @return the rendered answer
     * @throws InvalidCallException if the call is not valid
     * @throws RejectedCallException if the deadline passes first
     * @throws FailedCallException if the service fails; logged already
     */
    public byte[] score(ServingModel model, ScoringCall call, Admission.Entry entry) {
        long queued = System.nanoTime();
        return this.threads.run(() -> measured(model, call, entry.deadline(), queued), entry,
                () -> late(model, call, queued));
    }

    /** Its turn never came. */
    private void late(ServingModel model, ScoringCall call, long queued) {
        ModelMeters meters = this.metrics.of(model);
        long end = meters.stage(Stage.QUEUE, queued);
        meters.call(Outcome.LATE, end - queued);
        this.slow.ended(model.id(), call, new CallTimes(queued), Outcome.LATE, end);
    }

    private byte[] measured(ServingModel model, ScoringCall call, Deadline deadline, long queued) {
        ModelMeters meters = this.metrics.of(model);
        CallTimes times = new CallTimes(queued);
        times.ended(meters.stage(Stage.QUEUE, queued));
        Outcome outcome = Outcome.ERROR;
        try {
            byte[] answer = staged(model, call, deadline, meters, times);
            outcome = Outcome.SUCCESS;
            return answer;
        } catch (InvalidCallException ex) {
            outcome = Outcome.INVALID;
            throw ex;
        } catch (RejectedCallException ex) {
            outcome = Outcome.LATE;
            throw ex;
        } catch (RuntimeException | Error ex) {
            // Here, because nobody else hears of it once the deadline has passed.
            this.failed.failed(model.id(), call, ex);
            throw new FailedCallException(ex);
        } finally {
            long end = System.nanoTime();
            meters.call(outcome, end - queued);
            this.slow.ended(model.id(), call, times, outcome, end);
        }
    }

    /** A call whose caller has gone is left at the next stage. */
    private byte[] staged(ServingModel model, ScoringCall call, Deadline deadline, ModelMeters meters,
            CallTimes times) {
        deadline.check();
        long start = System.nanoTime();
        EncodedBatch batch = call.decode(model);
        long decoded = meters.stage(Stage.DECODE, start);
        times.ended(decoded);
        times.candidates(batch.size());
        deadline.check();
        Predictions predictions = model.scorer().score(batch, this.threads);
        long inferred = meters.stage(Stage.INFER, decoded);
        times.ended(inferred);
        deadline.check();
        byte[] answer = call.render(new ScoringResult(model, predictions));
        times.ended(meters.stage(Stage.RENDER, inferred));
        deadline.check();
        meters.scored(batch, predictions);
        return answer;
    }

}
