package io.multigate.web;

import io.multigate.registry.ModelRegistry;
import io.multigate.registry.RegisteredModel;
import io.multigate.registry.Snapshot;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells which models there are. */
@Tag(name = OpenApiConfiguration.MODELS)
@RestController
@RequestMapping(path = "/v1/models", produces = MediaType.APPLICATION_JSON_VALUE)
final class ModelController {

    private final ModelRegistry registry;

    ModelController(ModelRegistry registry) {
        this.registry = registry;
    }

    @Operation(operationId = "listModels", summary = "List all models",
            description = "Every model of the directory with the state of its versions.")
    @ApiResponse(responseCode = "200", description = "The models.", useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject(name = "shop",
                    description = "The models that the service comes with.", value = Examples.MODEL_LIST)))
    @MayFail
    @GetMapping
    ModelList models() {
        return ModelList.of(this.registry.snapshot());
    }

    @Operation(operationId = "getModel", summary = "Describe a model",
            description = "The states of its versions, and what the serving one is made of.")
    @ApiResponse(responseCode = "200", description = "The model.", useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject(name = "shop",
                    description = "The default model.", value = Examples.MODEL_DETAIL)))
    @MayFail(ProblemType.UNKNOWN_MODEL)
    @GetMapping("/{model}")
    ModelDetail model(@ModelName @PathVariable String model) {
        Snapshot snapshot = this.registry.snapshot();
        RegisteredModel registered = snapshot.model(model);
        return ModelDetail.of(ModelSummary.of(registered, snapshot.defaultModel()), registered);
    }

    @Operation(operationId = "getVersion", summary = "Describe one version of a model",
            description = "What it is made of, or why it does not serve.")
    @ApiResponse(responseCode = "200", description = "The version.", useReturnTypeSchema = true,
            content = @Content(examples = {
                    @ExampleObject(name = "serving", description = "A version that serves.",
                            value = Examples.VERSION_DETAIL),
                    @ExampleObject(name = "failed", description = "A version that failed a check.",
                            value = Examples.FAILED_VERSION)}))
    @MayFail(ProblemType.UNKNOWN_MODEL)
    @GetMapping("/{model}/versions/{version}")
    VersionDetail version(@ModelName @PathVariable String model, @VersionNumber @PathVariable String version) {
        Snapshot snapshot = this.registry.snapshot();
        return VersionDetail.of(snapshot.model(model), snapshot.version(model, version));
    }

}
