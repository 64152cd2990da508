package io.multigate.web;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.multigate.admission.RejectionReason;
import io.multigate.scoring.RejectionMetrics;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Refuses forwarded headers that are none, where they are believed. Spring makes the request's address of them, and fails
 * over what comes of it with this request, and again as it answers that it has failed.
 */
final class ForwardedHeadersValve extends ValveBase {

    private static final String PORT = "(?:6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5]?[0-9]{1,4})";

    private static final String SCHEME = "[A-Za-z][A-Za-z0-9+.-]*+";

    private static final String NAME = "[A-Za-z0-9._-]++";

    private static final String IPV6 = ipv6("[0-9A-Fa-f]{1,4}+");

    private static final String HOST = "(?:" + NAME + "|\\[" + IPV6 + "\\])(?::" + PORT + ")?+";

    /** Nobody makes an address of it. */
    private static final String NODE = "(?:" + NAME + "|\\[[0-9A-Fa-f:.]++\\])(?::" + PORT + ")?+";

    /** Spring takes the end of a name for a name, and looks into values: other pairs are such as it does not see. */
    private static final String OTHER = "(?![A-Za-z0-9._-]*(?:for|by|host|proto)=)" + NAME + "=\"?+[^\",;=]*+\"?+";

    private static final String PAIR = "(?i:(?:for|by)=\"?+" + NODE + "\"?+|host=\"?+" + HOST + "\"?+|proto=\"?+"
            + SCHEME + "\"?+|" + OTHER + ")";

    private static final List<Header> HEADERS = List.of(
            new Header("X-Forwarded-Prefix", "(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*+)*+/?+", "a path such as /ranking"),
            new Header("X-Forwarded-Proto", SCHEME, "a scheme such as https"),
            new Header("X-Forwarded-Host", HOST, "a host such as shop.example or shop.example:8443"),
            new Header("X-Forwarded-Port", PORT, "a port such as 443"),
            new Header("X-Forwarded-For", "[^,]++", "an address such as 192.0.2.1"),
            new Header("Forwarded", PAIR + "(?: *+; *+" + PAIR + ")*+",
                    "pairs such as for=192.0.2.1;host=shop.example;proto=https"));

    private final RejectionMetrics rejections;

    ForwardedHeadersValve(RejectionMetrics rejections) {
        super(true);
        this.rejections = rejections;
    }

    /** Eight groups, or up to seven around a gap. */
    private static String ipv6(String group) {
        String groups = "(?:" + group + "(?::" + group + ")*+)?+";
        return "(?:(?:" + group + ":){7}+" + group + "|(?=(?::*+" + group + "){0,7}+:*+\\])" + groups + "::" + groups
                + ")";
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        Optional<Header> wrong = HEADERS.stream().filter((header) -> !header.isWellFormed(request)).findFirst();
        if (wrong.isEmpty()) {
            getNext().invoke(request, response);
            return;
        }
        ScoreCalls.countRefused(request, RejectionReason.INVALID, this.rejections);
        Problem problem = Problem.of(ProblemType.INVALID_REQUEST, wrong.get().requirement(), request);
        problem.send(response);
    }

    private record Header(String name, Pattern wellFormed, String requirement) {

        /**
         * A header.
         * @param one what one proxy says; each of several adds its own. Possessive, so that no depth of it is one of the
         * stack
         */
        Header(String name, String one, String allowed) {
            this(name, Pattern.compile("(?:" + one + "(?: *+, *+" + one + ")*+)?+"), name + " must be " + allowed);
        }

        boolean isWellFormed(HttpServletRequest request) {
            return Collections.list(request.getHeaders(this.name))
                    .stream()
                    .allMatch((value) -> this.wellFormed.matcher(value).matches());
        }

    }

}
