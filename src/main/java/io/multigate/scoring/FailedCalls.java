package io.multigate.scoring;

import java.time.Instant;

import io.multigate.model.ModelId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the calls that ended with a fault of the service, also those whose callers have gone by then. */
final class FailedCalls {

    private static final Logger LOG = LoggerFactory.getLogger(FailedCalls.class);

    private final LineLimit limit = new LineLimit();

    void failed(ModelId model, ScoringCall call, Throwable failure) {
        this.limit.line(Instant.now()).ifPresent((unlogged) -> CallContext.within(call,
                () -> LOG.error("scoring by {} failed; {} more were not logged", model, unlogged,
                        failure)));
    }

}
