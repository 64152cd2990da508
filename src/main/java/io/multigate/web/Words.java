package io.multigate.web;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import io.swagger.v3.oas.annotations.media.Schema;

/** The words that answers use for states and kinds: each annotation lists those that a string may be. */
final class Words {

    private Words() {}

    /** What a model does. */
    @JacksonAnnotationsInside
    @Schema(description = "Whether the model answers.", allowableValues = {"serving", "failed"})
    @Retention(RetentionPolicy.RUNTIME)
    @interface ModelState {
    }

    /** What a version does. */
    @JacksonAnnotationsInside
    @Schema(description = "`serving` answers for the model, `loaded` answers when it is named, `available` is not"
            + " loaded, `failed` never answers.",
            allowableValues = {"serving", "loaded", "available", "failed"})
    @Retention(RetentionPolicy.RUNTIME)
    @interface VersionState {
    }

    /** The kind of a network. */
    @JacksonAnnotationsInside
    @Schema(description = "The model family.", allowableValues = {"shared-bottom", "esmm", "mmoe"})
    @Retention(RetentionPolicy.RUNTIME)
    @interface Family {
    }

    /** How an ESMM model differs from the usual one. */
    @JacksonAnnotationsInside
    @Schema(description = "`task` where each tower of an ESMM model has embedding tables of its own; absent where all"
            + " share them.", allowableValues = "task")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Embeddings {
    }

    /** How an MMoE model differs from the usual one. */
    @JacksonAnnotationsInside
    @Schema(description = "`shared` where all tasks of an MMoE model share one gate; absent where each has its own.",
            allowableValues = "shared")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Gates {
    }

    /** What a conditional task was trained on. */
    @JacksonAnnotationsInside
    @Schema(description = "Whether the loss of a conditional task was taken over all impressions or over those alone"
            + " whose condition holds.", allowableValues = {"entire-space", "click-space"})
    @Retention(RetentionPolicy.RUNTIME)
    @interface Objective {
    }

    /** The kind of a task. */
    @JacksonAnnotationsInside
    @Schema(description = "`binary` is the probability of a label of 0 and 1, `regression` the expected value of a"
            + " label that is a number.", allowableValues = {"binary", "regression"})
    @Retention(RetentionPolicy.RUNTIME)
    @interface TaskKind {
    }

    /** The kind of a feature. */
    @JacksonAnnotationsInside
    @Schema(description = "What the feature's values are.",
            allowableValues = {"categorical", "categorical-list", "numeric"})
    @Retention(RetentionPolicy.RUNTIME)
    @interface FeatureKind {
    }

    /** The side of a feature. */
    @JacksonAnnotationsInside
    @Schema(description = "Where requests give it: `user` and `context` once a request, `item` and `cross` with each"
            + " candidate.", allowableValues = {"user", "context", "item", "cross"})
    @Retention(RetentionPolicy.RUNTIME)
    @interface FeatureSide {
    }

}
