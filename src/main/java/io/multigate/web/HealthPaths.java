package io.multigate.web;

import java.util.List;
import java.util.Map;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Describes the probes, which Spring Boot answers without a controller. */
final class HealthPaths implements OpenApiCustomizer {

    private static final String HEALTH = "Health";

    private static final String TYPE = "application/vnd.spring-boot.actuator.v3+json";

    @Override
    public void customise(OpenAPI api) {
        StringSchema status = new StringSchema();
        status.description("`UP` when all is well.");
        status.setEnum(List.of("UP", "DOWN", "OUT_OF_SERVICE", "UNKNOWN"));
        Schema<?> health = new ObjectSchema().description("What a probe found.").addProperty("status", status);
        health.addRequiredItem("status");
        api.getComponents().addSchemas(HEALTH, health);
        api.path("/livez", probe("isAlive", "Whether the process lives",
                "Restart the process when this fails. Models do not matter here.", "The process lives.",
                "The process is broken.", "DOWN"));
        api.path("/readyz", probe("isReady", "Whether the service may receive calls",
                "The default model, if there is one, and each of `multigate.models.required` serve. A broken newer"
                        + " version behind a serving one changes nothing.",
                "The service is ready.", "A model that must serve does not, or the service is stopping.",
                "OUT_OF_SERVICE"));
    }

    private static PathItem probe(String id, String summary, String description, String well, String ill,
            String illStatus) {
        Operation operation = new Operation().operationId(id)
                .summary(summary)
                .description(description)
                .addTagsItem(OpenApiConfiguration.HEALTH)
                .addParametersItem(new Parameter().$ref(OpenApiConfiguration.REQUEST_ID))
                .security(List.of())
                .responses(new ApiResponses().addApiResponse("200", answer(well, "UP"))
                        .addApiResponse("503", answer(ill, illStatus)));
        return new PathItem().get(operation);
    }

    private static ApiResponse answer(String description, String status) {
        MediaType json = new MediaType().schema(new Schema<>().$ref(HEALTH)).example(Map.of("status", status));
        return new ApiResponse().description(description)
                .addHeaderObject(RequestId.HEADER, new Header().$ref(OpenApiConfiguration.REQUEST_ID))
                .content(new Content().addMediaType(TYPE, json));
    }

}
