package io.multigate.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;

/** A version in a path, for the API's description. */
@Parameter(in = ParameterIn.PATH, description = "The version's number.", example = "1",
        schema = @Schema(type = "integer", format = "int32", minimum = "1", maximum = "999999999"))
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@interface VersionNumber {
}
