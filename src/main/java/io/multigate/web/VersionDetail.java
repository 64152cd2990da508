package io.multigate.web;

import io.multigate.registry.ModelVersion;
import io.multigate.registry.RegisteredModel;
import org.jspecify.annotations.Nullable;

/**
 * A model version.
 *
 * @param model the model's name
 * @param version its number
 * @param state {@code serving}, {@code loaded} (it answers when it is named) or {@code failed}
 * @param reason why it failed
 * @param description of what was loaded
 */
record VersionDetail(String model, int version, String state, @Nullable String reason,
        @Nullable ModelDescription description) {

    static VersionDetail of(RegisteredModel model, ModelVersion version) {
        return new VersionDetail(model.name(), version.id().version(), model.state(version).label(),
                version.reason().orElse(null), version.model().map(ModelDescription::of).orElse(null));
    }

}
