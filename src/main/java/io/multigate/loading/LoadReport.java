package io.multigate.loading;

import java.time.Duration;
import java.util.List;

/**
 * The checks that loading made of one bundle, in the order in which it made them, up to the first that failed.
 *
 * @param checks none before the first
 */
public record LoadReport(List<Check> checks) {

    public LoadReport {
        checks = List.copyOf(checks);
    }

    /** Whether the model may serve. */
    public boolean passed() {
        return this.checks.stream().allMatch(Check::passed);
    }

    /**
     * One check.
     * @param step which
     * @param passed its verdict
     * @param detail what was found: figures when it passed, the reason when it failed
     * @param took how long it took
     * @param retryable whether it failed for a reason that may pass without the files being changed
     */
    public record Check(Step step, boolean passed, String detail, Duration took, boolean retryable) {}

    /** The steps of a load, in order. Their names, in lower case, are the reasons in meters and logs. */
    public enum Step {

        /**
         * Manifest readable; every file there, of its size and digest, and none besides. This one fails, too, when they
         * are found to have changed at the end.
         */
        FILES,

        /** The heap has room for what the files hold; this one fails, too, whenever it runs out later. */
        MEMORY,

        /** Schema readable and of the manifest's fingerprint. */
        SCHEMA,

        /** Weights readable, of the names and shapes that spec and schema want, all finite. */
        WEIGHTS,

        /** The plan compiles from the weights. */
        PLAN,

        /** The plan gives the golden examples' answers. */
        GOLDEN,

        /** The restored network has the same weights and gives the same answers; skipped when switched off. */
        ORACLE,

        /** The plan ran often enough to be compiled. */
        WARMUP

    }

}
