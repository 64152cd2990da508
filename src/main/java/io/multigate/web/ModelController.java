package io.multigate.web;

import java.util.List;

import io.multigate.registry.ModelRegistry;
import io.multigate.registry.RegisteredModel;
import io.multigate.registry.Snapshot;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells which models there are. */
@RestController
@RequestMapping(path = "/v1/models", produces = MediaType.APPLICATION_JSON_VALUE)
final class ModelController {

    private final ModelRegistry registry;

    ModelController(ModelRegistry registry) {
        this.registry = registry;
    }

    @GetMapping
    ModelList models() {
        Snapshot snapshot = this.registry.snapshot();
        List<ModelSummary> models = snapshot.models()
                .values()
                .stream()
                .map((model) -> ModelSummary.of(model, snapshot.defaultModel()))
                .toList();
        return new ModelList(models);
    }

    @GetMapping("/{model}")
    ModelDetail model(@PathVariable String model) {
        Snapshot snapshot = this.registry.snapshot();
        RegisteredModel registered = snapshot.model(model);
        return ModelDetail.of(ModelSummary.of(registered, snapshot.defaultModel()), registered);
    }

    @GetMapping("/{model}/versions/{version}")
    VersionDetail version(@PathVariable String model, @PathVariable String version) {
        Snapshot snapshot = this.registry.snapshot();
        return VersionDetail.of(snapshot.model(model), snapshot.version(model, version));
    }

}
