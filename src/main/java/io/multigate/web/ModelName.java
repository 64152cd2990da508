package io.multigate.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;

/** A model name in a path, for the API's description. */
@Parameter(in = ParameterIn.PATH, description = "The model's name.", example = Examples.MODEL,
        schema = @Schema(type = "string", pattern = "^[a-z0-9][a-z0-9-]{0,62}$", maxLength = 63))
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@interface ModelName {
}
