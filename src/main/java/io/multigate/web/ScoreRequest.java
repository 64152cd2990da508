package io.multigate.web;

import java.util.List;
import java.util.Map;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;
import org.jspecify.annotations.Nullable;

/** The shape of a score request, for its description; the body itself is read by {@link ScoreRequestDecoder}. */
@Schema(description = "One user, the circumstances, and the candidates to score.",
        additionalProperties = AdditionalPropertiesValue.FALSE)
record ScoreRequest(
        @Schema(description = "Values of the user's features by name. Names that the model lacks are ignored and"
                + " counted.") @Nullable Map<String, FeatureValue> user,
        @Schema(description = "Values of the context's features by name.") @Nullable Map<String, FeatureValue> context,
        @ArraySchema(minItems = 1,
                arraySchema = @Schema(description = "What to score: 1 to `multigate.limits.candidates` (10,000 unless"
                        + " configured).")) List<Candidate> candidates,
        @Schema(description = "How the answer is wanted.") @Nullable Options options) {

    /** One candidate. */
    @Schema(description = "One candidate.", additionalProperties = AdditionalPropertiesValue.FALSE)
    record Candidate(
            @Schema(description = "The caller's name of it; repeated ones are scored like any other.") String id,
            @Schema(description = "Values of the item's features, and of those that depend on the user and the item,"
                    + " by name.") @Nullable Map<String, FeatureValue> features) {}

    /** How the answer is wanted. */
    @Schema(description = "How the answer is wanted.", additionalProperties = AdditionalPropertiesValue.FALSE)
    record Options(
            @Schema(description = "Rank by this score, the greatest first: `pCTR`, `pCVR`, `pCTCVR`, or a task outside"
                    + " the funnel. Equal scores keep the request's order, and so do all without a"
                    + " ranking.") @Nullable String rankBy,
            @Schema(description = "How many candidates to return; ranks by `pCTCVR` unless `rankBy` says otherwise.",
                    minimum = "1") @Nullable Integer topK,
            @Schema(description = "Whether to return the weights of the model's gates.",
                    defaultValue = "false") @Nullable Boolean explain) {}

}
