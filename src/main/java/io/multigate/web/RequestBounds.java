package io.multigate.web;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Writes the limits that this service keeps into its description, so that a generated client keeps them too. */
record RequestBounds(LimitsProperties limits) implements OpenApiCustomizer {

    @Override
    public void customise(OpenAPI api) {
        Components components = api.getComponents();
        property(components, "ScoreRequest", "candidates").setMaxItems(this.limits.candidates());
        property(components, "Candidate", "id").setMaxLength(this.limits.stringLength());
        property(components, "Options", "rankBy").setMaxLength(this.limits.stringLength());
        property(components, "Options", "topK").setMaximum(BigDecimal.valueOf(Integer.MAX_VALUE));
        Schema<?> category = new Schema<>();
        category.setTypes(new LinkedHashSet<>(List.of("string", "number", "boolean", "null")));
        category.setMaxLength(this.limits.stringLength());
        Schema<?> value = schema(components, "FeatureValue");
        value.setMaxLength(this.limits.stringLength());
        value.setMaxItems(this.limits.listLength());
        value.setItems(category);
    }

    private static Schema<?> property(Components components, String schema, String name) {
        return Objects.requireNonNull(schema(components, schema).getProperties().get(name), name);
    }

    private static Schema<?> schema(Components components, String name) {
        return Objects.requireNonNull(components.getSchemas().get(name), name);
    }

}
