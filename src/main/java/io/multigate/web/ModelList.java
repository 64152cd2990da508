package io.multigate.web;

import java.util.List;

import io.multigate.registry.Snapshot;
import io.swagger.v3.oas.annotations.media.Schema;

/** All models. */
@Schema(description = "All models.")
record ModelList(@Schema(description = "The models in the order of their names.") List<ModelSummary> models) {

    static ModelList of(Snapshot snapshot) {
        return new ModelList(snapshot.models()
                .values()
                .stream()
                .map((model) -> ModelSummary.of(model, snapshot.defaultModel()))
                .toList());
    }

}
