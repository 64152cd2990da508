package io.multigate.web;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

import io.multigate.admission.Admission;
import io.multigate.admission.RejectionReason;
import io.multigate.scoring.RejectionMetrics;
import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

import org.springframework.http.HttpHeaders;

/**
 * Turns score calls away that would not be let in anyway, before any filter looks at them. In an overload most calls end
 * here, and what each of them costs is missing for those that are answered. Nobody is asked for a key: that the service
 * is busy is no secret.
 * <p>
 * Most keep their connections. A few lose them: who finds one by the address of a Kubernetes service stays with its pod
 * else, while others that were added for the overload have nothing to do.
 */
final class OverloadValve extends ValveBase {

    /** Seconds; a queue of calls that take milliseconds has drained by then. */
    static final String RETRY_AFTER = "1";

    static final String DETAIL = "as many calls as may be inside are inside";

    /** One in so many calls that are turned away ends its connection. */
    static final int ONE_IN = 32;

    private final AtomicInteger turnedAway = new AtomicInteger();

    private final Admission admission;

    private final RejectionMetrics rejections;

    OverloadValve(Admission admission, RejectionMetrics rejections) {
        super(true);
        this.admission = admission;
        this.rejections = rejections;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (!isScore(request) || !this.admission.turnsAway()) {
            getNext().invoke(request, response);
            return;
        }
        this.rejections.count(RejectionReason.OVERLOADED);
        Problem problem = Problem.of(ProblemType.OVERLOADED, DETAIL, request);
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
        if (this.turnedAway.incrementAndGet() % ONE_IN == 0) {
            problem.send(response);
        } else {
            KeptRefusals.send(problem, request, response);
        }
    }

    /** Not of a page of another origin, which may read an answer only with the headers that a filter adds. */
    private static boolean isScore(Request request) {
        return ScoreCalls.isOne(request) && request.getHeader(HttpHeaders.ORIGIN) == null;
    }

}
