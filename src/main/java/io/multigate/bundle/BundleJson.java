package io.multigate.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;

import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;

import io.multigate.feature.FeatureSchema;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * The JSON files of a bundle, read strictly: nothing unknown, nothing twice, nothing missing, nothing after the end, no
 * number but a finite one. Maps are written in the order of their keys, so that equal content gives equal bytes.
 */
final class BundleJson {

    static final JsonMapper MAPPER = ModelShapes.addTo(FeatureShapes.addTo(JsonMapper.builder()))
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS, MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .changeDefaultNullHandling((handling) -> handling.withValueNulls(Nulls.FAIL).withContentNulls(Nulls.FAIL))
            .addModule(new SimpleModule().addDeserializer(Double.class, new FiniteDouble())
                    .addDeserializer(double.class, new FiniteDouble())
                    .addDeserializer(Float.class, new FiniteFloat()))
            .build();

    private BundleJson() {}

    /**
     * Reads one file.
     * @throws InvalidBundleException if it is too large, cannot be read, or holds anything else
     */
    static <T> T read(Path directory, BundleFile file, Class<T> type) {
        Path path = file.in(directory);
        try {
            long size = Files.size(path);
            if (size > file.maximumSize()) {
                throw file.invalid("has " + size + " bytes; at most " + file.maximumSize() + " are allowed");
            }
            try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
                return content(file, MAPPER.readValue(in, type));
            }
        } catch (JacksonIOException ex) {
            throw file.unreadable(Objects.requireNonNull(ex.getCause()));
        } catch (JacksonException ex) {
            throw file.invalid("is not well-formed: " + JsonReason.of(ex), ex);
        } catch (IOException ex) {
            throw file.unreadable(ex);
        }
    }

    /** Jackson forbids null within a file, as a value and in lists and maps, but reads it as the whole of one. */
    private static <T> T content(BundleFile file, @Nullable T content) {
        if (content == null) {
            throw file.invalid("is not well-formed: it holds null");
        }
        return content;
    }

    static byte[] write(Object content) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(content);
    }

    /**
     * SHA-256 of the schema's canonical form: the content of {@code features.json} without white space, vocabularies in
     * the order of their tables' names.
     */
    static String fingerprint(FeatureSchema schema) {
        return Sha256.of(MAPPER.writeValueAsBytes(schema));
    }

    /** Refuses what overflows to infinity, and numbers in quotes. */
    private static final class FiniteDouble extends StdDeserializer<Double> {

        FiniteDouble() {
            super(Double.class);
        }

        @Override
        public Double deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.currentToken().isNumeric()) {
                return context.reportInputMismatch(this, "%s is no number", parser.currentToken());
            }
            double value = parser.getDoubleValue();
            if (!Double.isFinite(value)) {
                return context.reportInputMismatch(this, "the number %s is not finite", parser.getString());
            }
            return value;
        }

    }

    /** As {@link FiniteDouble}, for the range of a float. */
    private static final class FiniteFloat extends StdDeserializer<Float> {

        FiniteFloat() {
            super(Float.class);
        }

        @Override
        public Float deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.currentToken().isNumeric()) {
                return context.reportInputMismatch(this, "%s is no number", parser.currentToken());
            }
            float value = parser.getFloatValue();
            if (!Float.isFinite(value)) {
                return context.reportInputMismatch(this, "the number %s is not finite", parser.getString());
            }
            return value;
        }

    }

}
