package io.multigate.web;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.models.media.Schema;
import org.jspecify.annotations.Nullable;

/** Marks every component of a record as required in its schema, except those that may be null or say so. */
final class RecordSchemas implements ModelConverter {

    @Override
    public @Nullable Schema<?> resolve(AnnotatedType type, ModelConverterContext context,
            Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) {
            return null;
        }
        Schema<?> schema = chain.next().resolve(type, context, chain);
        JavaType java = Json.mapper().constructType(type.getType());
        if (schema != null && java != null && java.getRawClass().isRecord()) {
            Schema<?> defined = context.getDefinedModels().getOrDefault(name(schema), schema);
            defined.setRequired(required(java.getRawClass()));
        }
        return schema;
    }

    private static String name(Schema<?> schema) {
        return (schema.get$ref() != null) ? schema.get$ref().replaceFirst(".*/", "") : String.valueOf(schema.getName());
    }

    private static List<String> required(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter((component) -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                .filter((component) -> !declaredOptional(component))
                .map(RecordSchemas::property)
                .toList();
    }

    private static boolean declaredOptional(RecordComponent component) {
        io.swagger.v3.oas.annotations.media.Schema declared = component.getAccessor()
                .getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
        return declared != null && declared.requiredMode() == RequiredMode.NOT_REQUIRED;
    }

    private static String property(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return (named != null) ? named.value() : component.getName();
    }

}
