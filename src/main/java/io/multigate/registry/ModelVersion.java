package io.multigate.registry;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.multigate.loading.LoadOutcome;
import io.multigate.loading.LoadReport;
import io.multigate.model.ModelId;

/**
 * One bundle of the model directory and what became of it.
 *
 * @param id its name and version
 * @param report the checks, the last of which failed if it may not serve; empty if it was not loaded
 * @param model what answers, if it is loaded and passed
 * @param took how long loading took
 * @param note why it is not loaded though nothing failed, or what is wrong with the directory of one that is loaded
 */
public record ModelVersion(ModelId id, LoadReport report, Optional<ServingModel> model, Duration took,
        Optional<String> note) {

    /** What a load came to. */
    static ModelVersion of(LoadOutcome outcome) {
        return new ModelVersion(outcome.id(), outcome.report(), outcome.model().map(ServingModel::new),
                outcome.took(), Optional.empty());
    }

    /** A version that is not loaded. */
    static ModelVersion available(ModelId id, String note) {
        return new ModelVersion(id, new LoadReport(List.of()), Optional.empty(), Duration.ZERO, Optional.of(note));
    }

    /** The same version with another note. */
    ModelVersion with(Optional<String> other) {
        return new ModelVersion(this.id, this.report, this.model, this.took, other);
    }

    /** Its number. */
    int number() {
        return this.id.version();
    }

    /** Whether it answers calls that name it. */
    boolean isLoaded() {
        return this.model.isPresent();
    }

    /** The check that failed. */
    public Optional<LoadReport.Check> failure() {
        return this.report.checks().stream().filter((check) -> !check.passed()).findFirst();
    }

    /** Whether it may pass its checks another time though its files are as they were. */
    boolean isRetryable() {
        return failure().filter(LoadReport.Check::retryable).isPresent();
    }

    /** What is wrong, such as {@code files: weights.safetensors is missing}; empty when all is well. */
    public Optional<String> reason() {
        return failure().map((check) -> tag(check.step()) + ": " + check.detail()).or(this::note);
    }

    /** The name of a step in meters and reasons. */
    static String tag(LoadReport.Step step) {
        return step.name().toLowerCase(Locale.ROOT);
    }

}
