package io.multigate.scoring;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The log's context of a call. A thread that scores has none of its own. */
final class CallContext {

    private CallContext() {}

    /** Logs within the call's context. */
    static void within(ScoringCall call, Runnable logging) {
        @Nullable
        Map<String, String> before = MDC.getCopyOfContextMap();
        MDC.setContextMap(call.logContext());
        try {
            logging.run();
        } finally {
            MDC.setContextMap((before != null) ? before : Map.of());
        }
    }

}
