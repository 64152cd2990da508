package io.multigate.web;

import io.multigate.registry.ModelVersion;
import io.multigate.registry.RegisteredModel;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A model version. */
@Schema(description = "A model version.")
record VersionDetail(@Schema(description = "The model's name.") String model,
        @Schema(description = "The version's number, from 1 on.") int version,
        @Words.VersionState String state,
        @Schema(description = "What is wrong with it, or why it is not loaded; else absent.") @Nullable String reason,
        @Schema(description = "Of what was loaded, unless it failed.") @Nullable ModelDescription description) {

    static VersionDetail of(RegisteredModel model, ModelVersion version) {
        return new VersionDetail(model.name(), version.id().version(), model.state(version).label(),
                version.reason().orElse(null), version.model().map(ModelDescription::of).orElse(null));
    }

}
