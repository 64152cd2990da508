package io.multigate.loading;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.multigate.bundle.InvalidBundleException;
import io.multigate.loading.LoadReport.Check;
import io.multigate.loading.LoadReport.Step;
import io.multigate.network.InvalidGraphFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the checks of one load and notes their verdicts; owned by that load. */
final class Checks {

    private static final Logger LOG = LoggerFactory.getLogger(Checks.class);

    /** Characters of a reason. */
    private static final int LONGEST = 1_000;

    private final List<Check> made = new ArrayList<>();

    private final LongSupplier nanoTime;

    Checks(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * What a check that passed leaves behind.
     * @param value for the checks that follow
     * @param detail for the report
     */
    record Finding<T>(T value, String detail) {}

    /** Ends a load whose reason is noted already. */
    static final class FailedCheckException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        FailedCheckException(Throwable cause) {
            super(cause);
        }

    }

    /**
     * Makes one check. Whatever it throws is its verdict: a bundle comes from outside, and Deeplearning4j says in many
     * ways, missing natives among them, that it cannot restore a network; none of them, nor a model that is too large,
     * nor a fault of the machine, may end the process that serves other models, or cost it those proven in the same look.
     * @return the value found
     * @throws FailedCheckException if the check failed
     */
    <T> T make(Step step, Supplier<Finding<T>> check) {
        long start = this.nanoTime.getAsLong();
        try {
            Finding<T> finding = check.get();
            note(step, true, finding.detail(), start, false);
            return finding.value();
        } catch (RuntimeException | LinkageError | VirtualMachineError ex) {
            fail(step, ex, start);
            throw new FailedCheckException(ex);
        }
    }

    /**
     * Withdraws the verdict of a check that passed.
     * @param reason what has happened since, which may not happen the next time
     * @return ends the load
     */
    FailedCheckException withdrawn(Step step, String reason) {
        note(step, false, reason, this.nanoTime.getAsLong(), true);
        return new FailedCheckException(new InvalidBundleException(reason));
    }

    private void fail(Step step, Throwable failure, long start) {
        if (PassingFailures.isOfTheHeap(failure)) {
            LOG.error("the check '{}' could not be made", step, failure);
            note(Step.MEMORY, false, "the heap ran out at the check '" + step.name().toLowerCase(Locale.ROOT) + "'; "
                    + HeapRoom.ADVICE, start, true);
        } else {
            note(step, false, reason(step, failure), start,
                    step == Step.MEMORY || PassingFailures.isOfTheFileSystem(failure)
                            || PassingFailures.isOfTheMachine(failure));
        }
    }

    private void note(Step step, boolean passed, String detail, long start, boolean retryable) {
        Duration took = Duration.ofNanos(this.nanoTime.getAsLong() - start);
        this.made.add(new Check(step, passed, detail, took, retryable));
    }

    /**
     * What to say of a failure. Callers of the service read it: sentences of the house name files alone, while what a
     * library says may hold paths and classes, and belongs in the log.
     */
    private static String reason(Step step, Throwable failure) {
        String message = failure.getMessage();
        boolean said = failure instanceof InvalidBundleException || failure instanceof InvalidGraphFileException
                || failure instanceof IllegalArgumentException;
        if (said && message != null) {
            return shortened(message);
        }
        LOG.error("the check '{}' could not be made", step, failure);
        return "the check could not be made; the log of the service tells why";
    }

    /** A bundle can lack a hundred thousand weights, and a reason names each of them. */
    private static String shortened(String message) {
        if (message.length() <= LONGEST) {
            return message;
        }
        int end = Character.isHighSurrogate(message.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return message.substring(0, end) + " ...";
    }

    LoadReport report() {
        return new LoadReport(this.made);
    }

}
