package io.multigate.scoring;

import java.util.List;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** Shows the latest slow calls on the management port: {@code /actuator/slow}. */
@Endpoint(id = "slow")
final class SlowEndpoint {

    private final SlowCalls calls;

    SlowEndpoint(SlowCalls calls) {
        this.calls = calls;
    }

    /** The newest first. */
    @ReadOperation
    Latest latest() {
        return new Latest(this.calls.latest());
    }

    /**
     * The answer.
     *
     * @param calls the newest first
     */
    record Latest(List<SlowCall> calls) {}

}
