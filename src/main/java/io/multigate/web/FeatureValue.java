package io.multigate.web;

import io.swagger.v3.oas.annotations.media.Schema;

/** What a feature may be given as, for its description; no value is ever an object of this type. */
@Schema(description = "A category as a string, an integer or a boolean, which mean the same; a number; or a list of"
        + " categories. The feature's kind says which: a value of another kind is an error. Null and the empty string"
        + " are missing, like a feature that is not given.", types = {"string", "number", "boolean", "array", "null"})
interface FeatureValue {}
