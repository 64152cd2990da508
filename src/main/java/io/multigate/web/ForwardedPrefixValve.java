package io.multigate.web;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Refuses a malformed {@code X-Forwarded-Prefix}, where forwarded headers are believed. Spring would put it before the
 * path as it is, fail over what comes of it, and fail again as it answers that it has failed.
 */
final class ForwardedPrefixValve extends ValveBase {

    private static final String HEADER = "X-Forwarded-Prefix";

    /** Of one proxy, or of several, each of which has added its own. Possessive quantifiers do not recurse on long input. */
    private static final Pattern WELL_FORMED = prefixes("(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*+)*+/?+");

    ForwardedPrefixValve() {
        super(true);
    }

    private static Pattern prefixes(String one) {
        return Pattern.compile(one + "(?: *+, *+" + one + ")*+");
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        List<String> prefixes = Collections.list(request.getHeaders(HEADER));
        if (prefixes.stream().allMatch((prefix) -> WELL_FORMED.matcher(prefix).matches())) {
            getNext().invoke(request, response);
            return;
        }
        Problem problem = Problem.of(ProblemType.INVALID_REQUEST, HEADER + " must be a path such as /ranking", request);
        problem.send(response);
    }

}
