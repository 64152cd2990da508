package io.multigate.web;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.multigate.registry.ModelVersion;
import io.multigate.registry.RegisteredModel;
import org.jspecify.annotations.Nullable;

/**
 * A model and its versions.
 *
 * @param name its name
 * @param versions ascending
 * @param state {@code serving} or {@code failed}
 * @param serving the version that answers for the model
 * @param isDefault {@code default}: whether it answers calls that name no model
 */
record ModelSummary(String name, List<VersionSummary> versions, String state, @Nullable Integer serving,
        @JsonProperty("default") boolean isDefault) {

    static ModelSummary of(RegisteredModel model, String defaultModel) {
        return new ModelSummary(model.name(),
                model.versions().stream().map((version) -> VersionSummary.of(model, version)).toList(),
                model.state().label(), model.serving().map((serving) -> serving.id().version()).orElse(null),
                model.name().equals(defaultModel));
    }

    /**
     * A version in short.
     * @param version its number
     * @param state {@code serving}, {@code loaded} (it answers when it is named) or {@code failed}
     * @param reason why it failed
     */
    record VersionSummary(int version, String state, @Nullable String reason) {

        static VersionSummary of(RegisteredModel model, ModelVersion version) {
            return new VersionSummary(version.id().version(), model.state(version).label(),
                    version.reason().orElse(null));
        }

    }

}
