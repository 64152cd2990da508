package io.multigate.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

/** What the operations that change which version of a model serves have in common. */
@ApiResponse(responseCode = "200", description = "The model as it is now.", useReturnTypeSchema = true,
        content = @Content(examples = @ExampleObject(name = "rolled back",
                description = "A model after a roll-back.", value = Examples.MODEL_SUMMARY)))
@MayFail({ProblemType.UNKNOWN_MODEL, ProblemType.REFUSED_CHANGE, ProblemType.MODEL_NOT_SERVING})
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface ChangeOperation {
}
