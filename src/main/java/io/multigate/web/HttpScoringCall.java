package io.multigate.web;

import java.util.Map;

import io.multigate.feature.EncodedBatch;
import io.multigate.registry.ServingModel;
import io.multigate.scoring.ScoringCall;
import io.multigate.scoring.ScoringResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import tools.jackson.core.JsonParser;

/** One request's body and how to answer it. Owned by one call, and made on the thread that waits for its answer. */
final class HttpScoringCall implements ScoringCall {

    private final StrictJson json;

    private final LimitsProperties limits;

    private final byte[] body;

    private final String requestId;

    private final @Nullable Map<String, String> logContext = MDC.getCopyOfContextMap();

    private @Nullable DecodedRequest request;

    HttpScoringCall(StrictJson json, LimitsProperties limits, byte[] body, String requestId) {
        this.json = json;
        this.limits = limits;
        this.body = body;
        this.requestId = requestId;
    }

    @Override
    public String requestId() {
        return this.requestId;
    }

    @Override
    public Map<String, String> logContext() {
        return (this.logContext != null) ? this.logContext : Map.of();
    }

    @Override
    public EncodedBatch decode(ServingModel model) {
        try (JsonParser parser = this.json.open(this.body)) {
            DecodedRequest decoded = new ScoreRequestDecoder(parser, model.encoder(), this.limits,
                    ScoreColumns.of(model).names()).decode();
            this.request = decoded;
            return decoded.batch();
        }
    }

    @Override
    public byte[] render(ScoringResult result) {
        if (this.request == null) {
            throw new IllegalStateException("a call is decoded before it is rendered");
        }
        return new ScoreResponseWriter(ScoreColumns.of(result.model()), this.request, result.predictions())
                .write(result.model().id(), this.requestId);
    }

}
