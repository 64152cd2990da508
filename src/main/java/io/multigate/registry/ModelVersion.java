package io.multigate.registry;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import io.multigate.loading.LoadOutcome;
import io.multigate.loading.LoadReport;
import io.multigate.model.ModelId;

/**
 * One bundle of the model directory and what loading made of it.
 *
 * @param id its name and version
 * @param report the checks, the last of which failed if it may not serve
 * @param model what answers, if it may serve
 * @param took how long loading took
 */
public record ModelVersion(ModelId id, LoadReport report, Optional<ServingModel> model, Duration took) {

    /** What a load came to. */
    static ModelVersion of(LoadOutcome outcome) {
        return new ModelVersion(outcome.id(), outcome.report(), outcome.model().map(ServingModel::new),
                outcome.took());
    }

    /** The check that failed. */
    public Optional<LoadReport.Check> failure() {
        return this.report.checks().stream().filter((check) -> !check.passed()).findFirst();
    }

    /** Why it may not serve, such as {@code files: weights.safetensors is missing}; empty when it may. */
    public Optional<String> reason() {
        return failure().map((check) -> tag(check.step()) + ": " + check.detail());
    }

    /** The name of a step in meters and reasons. */
    static String tag(LoadReport.Step step) {
        return step.name().toLowerCase(Locale.ROOT);
    }

}
