package io.multigate.bundle;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.OptBoolean;
import io.multigate.model.ModelManifest;
import io.multigate.model.ModelManifest.DataDigest;
import io.multigate.model.ModelSpec;
import io.multigate.model.Objective;
import io.multigate.model.Sharing;
import io.multigate.model.Task;
import io.multigate.model.TaskKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.InjectableValues;
import tools.jackson.databind.json.JsonMapper;

/** How models stand in JSON, said apart from their types, which know of no file format. */
@SuppressWarnings("UnusedVariable") // the constructors are read for their annotations alone
final class ModelShapes {

    private static final String KIND = "kind";

    private static final String SHARED = "shared";

    private static final String TASK = "task";

    private static final String BINARY = "binary";

    private ModelShapes() {}

    static JsonMapper.Builder addTo(JsonMapper.Builder builder) {
        return builder.addMixIn(ModelSpec.class, ModelSpecShape.class)
                .addMixIn(ModelSpec.EsmmSpec.class, EsmmShape.class)
                .addMixIn(ModelSpec.MmoeSpec.class, MmoeShape.class)
                .addMixIn(Sharing.class, SharingShape.class)
                .addMixIn(Task.class, TaskShape.class)
                .addMixIn(TaskKind.class, TaskKindShape.class)
                .addMixIn(Objective.class, ObjectiveShape.class)
                .addMixIn(ModelManifest.Provenance.class, ProvenanceShape.class)
                .injectableValues(new InjectableValues.Std().addValue(SHARED, Sharing.SHARED)
                        .addValue(TASK, Sharing.TASK)
                        .addValue(BINARY, TaskKind.BINARY));
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = KIND)
    @JsonSubTypes({@JsonSubTypes.Type(value = ModelSpec.SharedBottomSpec.class, name = "shared-bottom"),
            @JsonSubTypes.Type(value = ModelSpec.EsmmSpec.class, name = "esmm"),
            @JsonSubTypes.Type(value = ModelSpec.MmoeSpec.class, name = "mmoe")})
    private interface ModelSpecShape {}

    private abstract static class EsmmShape {

        @JsonCreator
        EsmmShape(@JsonProperty("tasks") List<Task> tasks,
                @JsonProperty("embeddingWidths") Map<String, Integer> embeddingWidths,
                @JsonProperty("tower") List<Integer> tower,
                @JsonProperty("embeddings") @JacksonInject(value = SHARED,
                        useInput = OptBoolean.TRUE) Sharing embeddings) {}

        @JsonProperty
        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Shared.class)
        abstract Sharing embeddings();

    }

    private abstract static class MmoeShape {

        @JsonCreator
        MmoeShape(@JsonProperty("tasks") List<Task> tasks,
                @JsonProperty("embeddingWidths") Map<String, Integer> embeddingWidths,
                @JsonProperty("experts") int experts, @JsonProperty("expert") List<Integer> expert,
                @JsonProperty("tower") List<Integer> tower,
                @JsonProperty("gates") @JacksonInject(value = TASK, useInput = OptBoolean.TRUE) Sharing gates) {}

        @JsonProperty
        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = OneATask.class)
        abstract Sharing gates();

    }

    private enum SharingShape {

        @JsonProperty(ModelShapes.SHARED)
        SHARED,

        @JsonProperty(ModelShapes.TASK)
        TASK

    }

    /** Filters out what the absence of {@code embeddings} means. */
    static final class Shared {

        @Override
        public boolean equals(@Nullable Object value) {
            return value == Sharing.SHARED;
        }

        @Override
        public int hashCode() {
            return Sharing.SHARED.hashCode();
        }

    }

    /** Filters out what the absence of {@code gates} means. */
    static final class OneATask {

        @Override
        public boolean equals(@Nullable Object value) {
            return value == Sharing.TASK;
        }

        @Override
        public int hashCode() {
            return Sharing.TASK.hashCode();
        }

    }

    @JsonAutoDetect(isGetterVisibility = JsonAutoDetect.Visibility.NONE)
    private abstract static class TaskShape {

        @JsonCreator
        TaskShape(@JsonProperty("name") String name, @JsonProperty("label") String label,
                @JsonProperty("given") @JsonSetter(nulls = Nulls.SET) @Nullable String givenTask,
                @JsonProperty(KIND) @JacksonInject(value = BINARY, useInput = OptBoolean.TRUE) TaskKind kind) {}

        @JsonProperty("given")
        @Nullable
        abstract String givenTask();

        @JsonProperty
        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Binary.class)
        abstract TaskKind kind();

    }

    private enum TaskKindShape {

        @JsonProperty(ModelShapes.BINARY)
        BINARY,

        @JsonProperty("regression")
        REGRESSION

    }

    /** Filters out what the absence of a task's {@code kind} means. */
    static final class Binary {

        @Override
        public boolean equals(@Nullable Object value) {
            return value == TaskKind.BINARY;
        }

        @Override
        public int hashCode() {
            return TaskKind.BINARY.hashCode();
        }

    }

    private enum ObjectiveShape {

        @JsonProperty("entire-space")
        ENTIRE_SPACE,

        @JsonProperty("click-space")
        CLICK_SPACE

    }

    private interface ProvenanceShape {

        @JsonSetter(nulls = Nulls.SET)
        @Nullable
        DataDigest trainingData();

        @JsonSetter(nulls = Nulls.SET)
        @Nullable
        DataDigest validationData();

    }

}
