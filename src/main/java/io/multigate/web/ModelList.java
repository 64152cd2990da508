package io.multigate.web;

import java.util.List;

import io.swagger.v3.oas.annotations.media.Schema;

/** All models. */
@Schema(description = "All models.")
record ModelList(@Schema(description = "The models in the order of their names.") List<ModelSummary> models) {}
