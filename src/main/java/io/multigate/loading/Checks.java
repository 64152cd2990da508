package io.multigate.loading;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.multigate.loading.LoadReport.Check;
import io.multigate.loading.LoadReport.Step;

/** Makes the checks of one load and notes their verdicts; owned by that load. */
final class Checks {

    private final List<Check> made = new ArrayList<>();

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
     * may end the process that serves other models.
     * @return the value found
     * @throws FailedCheckException if the check failed
     */
    <T> T make(Step step, Supplier<Finding<T>> check) {
        try {
            Finding<T> finding = check.get();
            this.made.add(new Check(step, true, finding.detail()));
            return finding.value();
        } catch (RuntimeException | LinkageError | OutOfMemoryError ex) {
            String message = ex.getMessage();
            this.made.add(new Check(step, false, (message != null) ? message : ex.toString()));
            throw new FailedCheckException(ex);
        }
    }

    LoadReport report() {
        return new LoadReport(this.made);
    }

}
