package io.multigate.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

/** What the score operations have in common in the API's description: the request, the answer, and the problems. */
@RequestBody(required = true, description = "The candidates and what the model may know of them.",
        content = @Content(mediaType = "application/json", schema = @Schema(implementation = ScoreRequest.class),
                examples = @ExampleObject(name = "shop", description = "The two best of three items.",
                        value = Examples.SCORE_REQUEST)))
@Parameter(name = RequestTimeout.GRPC, in = ParameterIn.HEADER, example = "250m",
        schema = @Schema(type = "string", pattern = "^[0-9]{1,8}[HMSmun]$", maxLength = 9),
        description = "How long the caller waits, in gRPC's form. Of the three headers for it the first that is there"
                + " counts; `multigate.admission.deadline` is the most.")
@Parameter(name = RequestTimeout.ENVOY, in = ParameterIn.HEADER, example = "250",
        schema = @Schema(type = "integer", format = "int64", minimum = "0", maximum = "9999999999"),
        description = "How long the caller waits in milliseconds, as Envoy and Istio set it.")
@Parameter(name = RequestTimeout.OWN, in = ParameterIn.HEADER, example = "250",
        schema = @Schema(type = "integer", format = "int64", minimum = "0", maximum = "9999999999"),
        description = "How long the caller waits in milliseconds.")
@ApiResponse(responseCode = "200", description = "The scores.",
        content = @Content(mediaType = "application/json", schema = @Schema(implementation = ScoreResponse.class),
                examples = @ExampleObject(name = "shop", description = "The two best of three items.",
                        value = Examples.SCORE_RESPONSE)))
@MayFail({ProblemType.INVALID_REQUEST, ProblemType.UNKNOWN_MODEL, ProblemType.SLOW_BODY, ProblemType.BODY_TOO_LARGE,
        ProblemType.UNSUPPORTED_MEDIA_TYPE, ProblemType.MODEL_NOT_SERVING, ProblemType.OVERLOADED,
        ProblemType.DEADLINE_EXCEEDED})
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface ScoreOperation {
}
