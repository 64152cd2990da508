package io.multigate.web;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The shape of an answer, for its description; the bytes themselves are written by {@link ScoreResponseWriter}. */
@Schema(description = "The scores of the candidates. Every number is finite, and every probability lies in [0, 1].")
record ScoreResponse(@Schema(description = "The model that answered.") String model,
        @Schema(description = "The version that answered.") int version,
        @Schema(description = "The request's id, as in the header `X-Request-Id`.") String requestId,
        @Schema(description = "One a candidate: in the request's order, or ranked by `rankBy` and cut to"
                + " `topK`.") List<Score> scores) {

    /** The scores of one candidate. */
    @Schema(description = "The scores of one candidate.")
    record Score(@Schema(description = "The caller's name of it.") String id,
            @JsonProperty("pCTR") @Schema(
                    description = "P(click | impression); absent without a click and a conversion task.", minimum = "0",
                    maximum = "1") @Nullable Float pCtr,
            @JsonProperty("pCVR") @Schema(description = "P(conversion | click, impression); absent like `pCTR`.",
                    minimum = "0", maximum = "1") @Nullable Float pCvr,
            @JsonProperty("pCTCVR") @Schema(
                    description = "P(click and conversion | impression) = pCTR x pCVR; absent like `pCTR`.",
                    minimum = "0", maximum = "1") @Nullable Float pCtcvr,
            @Schema(description = "Predictions of the model's tasks outside the funnel, by task: probabilities, and the"
                    + " numbers that regressions expect; absent when there are"
                    + " none.") @Nullable Map<String, Float> predictions,
            @Schema(description = "The weights that each task's gate gives the experts, in the experts' order; they sum"
                    + " to 1. Only with `explain`, and only of a model that has"
                    + " gates.") @Nullable Map<String, List<Float>> gates) {}

}
