package io.multigate.web;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.multigate.registry.RegisteredModel;
import org.jspecify.annotations.Nullable;

/**
 * A model with what is to know of the version that answers for it.
 *
 * @param name its name
 * @param versions ascending
 * @param state {@code serving} or {@code failed}
 * @param serving the version that answers for the model
 * @param isDefault {@code default}: whether it answers calls that name no model
 * @param description of the serving version
 */
record ModelDetail(String name, List<ModelSummary.VersionSummary> versions, String state, @Nullable Integer serving,
        @JsonProperty("default") boolean isDefault, @Nullable ModelDescription description) {

    static ModelDetail of(ModelSummary summary, RegisteredModel model) {
        return new ModelDetail(summary.name(), summary.versions(), summary.state(), summary.serving(),
                summary.isDefault(), model.serving().map(ModelDescription::of).orElse(null));
    }

}
