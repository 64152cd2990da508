package io.multigate.bundle;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureRow;
import io.multigate.feature.Normalizer;
import io.multigate.feature.Side;
import io.multigate.feature.Vocabulary;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** How features stand in JSON, said apart from their types, which know of no file format. */
@SuppressWarnings("UnusedVariable") // the constructors are read for their annotations alone
final class FeatureShapes {

    private static final String KIND = "kind";

    private FeatureShapes() {}

    static JsonMapper.Builder addTo(JsonMapper.Builder builder) {
        return builder.addMixIn(FeatureField.class, FeatureFieldShape.class)
                .addMixIn(FeatureField.Categorical.class, TableShape.class)
                .addMixIn(FeatureField.CategoricalList.class, TableShape.class)
                .addMixIn(Normalizer.class, NormalizerShape.class)
                .addMixIn(Vocabulary.class, VocabularyShape.class)
                .addMixIn(Vocabulary.Fitted.class, FittedShape.class)
                .addMixIn(Side.class, SideShape.class)
                .addMixIn(FeatureRow.class, FeatureRowShape.class);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = KIND)
    @JsonSubTypes({@JsonSubTypes.Type(value = FeatureField.Categorical.class, name = "categorical"),
            @JsonSubTypes.Type(value = FeatureField.CategoricalList.class, name = "categorical-list"),
            @JsonSubTypes.Type(value = FeatureField.Numeric.class, name = "numeric")})
    private interface FeatureFieldShape {}

    private interface TableShape {

        @JsonProperty("table")
        String tableName();

    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = KIND)
    @JsonSubTypes({@JsonSubTypes.Type(value = Normalizer.Standard.class, name = "standard"),
            @JsonSubTypes.Type(value = Normalizer.Log1p.class, name = "log1p"),
            @JsonSubTypes.Type(value = Normalizer.MinMax.class, name = "min-max"),
            @JsonSubTypes.Type(value = Normalizer.Buckets.class, name = "quantile")})
    private interface NormalizerShape {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = KIND)
    @JsonSubTypes({@JsonSubTypes.Type(value = Vocabulary.Fitted.class, name = "fitted"),
            @JsonSubTypes.Type(value = Vocabulary.Hashed.class, name = "hashed")})
    private interface VocabularyShape {}

    private abstract static class FittedShape {

        @JsonCreator
        FittedShape(@JsonProperty("values") List<String> values) {}

        @JsonProperty
        abstract List<String> values();

    }

    private enum SideShape {

        @JsonProperty("user")
        USER,

        @JsonProperty("context")
        CONTEXT,

        @JsonProperty("item")
        ITEM,

        @JsonProperty("cross")
        CROSS

    }

    private abstract static class FeatureRowShape {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        FeatureRowShape(Map<String, @Nullable Object> values) {}

        @JsonValue
        abstract Map<String, @Nullable Object> values();

    }

}
