package io.multigate.web;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.multigate.registry.RegisteredModel;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A model with what is to know of the version that answers for it. */
@Schema(description = "A model with what is to know of the version that answers for it.")
record ModelDetail(@Schema(description = "The model's name.") String name,
        @Schema(description = "Its versions, ascending.") List<ModelSummary.VersionSummary> versions,
        @Words.ModelState String state,
        @Schema(description = "The version that answers for the model, if one does.") @Nullable Integer serving,
        @JsonProperty("default") @Schema(description = "Whether calls that name no model ask it.") boolean isDefault,
        @Schema(description = "Of the serving version, if one serves.") @Nullable ModelDescription description) {

    static ModelDetail of(ModelSummary summary, RegisteredModel model) {
        return new ModelDetail(summary.name(), summary.versions(), summary.state(), summary.serving(),
                summary.isDefault(), model.serving().map(ModelDescription::of).orElse(null));
    }

}
