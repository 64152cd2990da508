package io.multigate.web;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.multigate.registry.ModelVersion;
import io.multigate.registry.RegisteredModel;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A model and its versions. */
@Schema(description = "A model and its versions.")
record ModelSummary(@Schema(description = "The model's name.") String name,
        @Schema(description = "Its versions, ascending.") List<VersionSummary> versions,
        @Words.ModelState String state,
        @Schema(description = "The version that answers for the model, if one does.") @Nullable Integer serving,
        @JsonProperty("default") @Schema(description = "Whether calls that name no model ask it.") boolean isDefault) {

    static ModelSummary of(RegisteredModel model, @Nullable String defaultModel) {
        return new ModelSummary(model.name(),
                model.versions().stream().map((version) -> VersionSummary.of(model, version)).toList(),
                model.state().label(), model.serving().map((serving) -> serving.id().version()).orElse(null),
                model.name().equals(defaultModel));
    }

    /** A version in short. */
    @Schema(description = "A version in short.")
    record VersionSummary(@Schema(description = "Its number, from 1 on.") int version,
            @Words.VersionState String state,
            @Schema(description = "What is wrong with it, or why it is not loaded; else absent.") @Nullable String reason) {

        static VersionSummary of(RegisteredModel model, ModelVersion version) {
            return new VersionSummary(version.id().version(), model.state(version).label(),
                    version.reason().orElse(null));
        }

    }

}
