package io.multigate.web;

import io.multigate.registry.ModelAdministration;
import io.multigate.registry.ModelRegistry;
import io.multigate.registry.Snapshot;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Changes which versions serve. Each call waits until the change is made, and answers with what serves then. */
@Tag(name = OpenApiConfiguration.ADMIN)
@RestController
@RequestMapping(path = "/v1/admin", produces = MediaType.APPLICATION_JSON_VALUE)
final class AdminController {

    private final ModelAdministration administration;

    private final ModelRegistry registry;

    AdminController(ModelAdministration administration, ModelRegistry registry) {
        this.administration = administration;
        this.registry = registry;
    }

    @Operation(operationId = "reload", summary = "Look at the model directory now",
            description = "Loads what is new there, without waiting for `multigate.reload.interval`.")
    @ApiResponse(responseCode = "200", description = "The models as they are now.", useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject(name = "shop",
                    description = "The models that the service comes with.", value = Examples.MODEL_LIST)))
    @MayFail(ProblemType.REFUSED_CHANGE)
    @PostMapping("/reload")
    ModelList reload() {
        this.administration.reload();
        return ModelList.of(this.registry.snapshot());
    }

    @Operation(operationId = "pin", summary = "Pin a version",
            description = "Lets the version answer for its model, whatever higher ones there are, until it is unpinned"
                    + " or the service starts anew. It is loaded first if it is not.")
    @ChangeOperation
    @PostMapping("/models/{model}/versions/{version}/pin")
    ModelSummary pin(@ModelName @PathVariable String model, @VersionNumber @PathVariable String version) {
        this.administration.pin(model, version);
        return summary(model);
    }

    @Operation(operationId = "unpin", summary = "Unpin a model",
            description = "Lets the highest version that passes its checks answer for the model again.")
    @ChangeOperation
    @PostMapping("/models/{model}/unpin")
    ModelSummary unpin(@ModelName @PathVariable String model) {
        this.administration.unpin(model);
        return summary(model);
    }

    @Operation(operationId = "rollBack", summary = "Roll a model back",
            description = "Pins the next lower version that passes its checks.")
    @ChangeOperation
    @PostMapping("/models/{model}/rollback")
    ModelSummary rollBack(@ModelName @PathVariable String model) {
        this.administration.rollBack(model);
        return summary(model);
    }

    @Operation(operationId = "unload", summary = "Unload a version",
            description = "Frees the version until it is pinned or the service starts anew. Another one has to be"
                    + " loaded.")
    @ChangeOperation
    @PostMapping("/models/{model}/versions/{version}/unload")
    ModelSummary unload(@ModelName @PathVariable String model, @VersionNumber @PathVariable String version) {
        this.administration.unload(model, version);
        return summary(model);
    }

    private ModelSummary summary(String model) {
        Snapshot snapshot = this.registry.snapshot();
        return ModelSummary.of(snapshot.model(model), snapshot.defaultModel());
    }

}
