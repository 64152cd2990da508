package io.multigate.web;

import java.util.regex.Pattern;

import io.multigate.admission.RejectionReason;
import io.multigate.scoring.RejectionMetrics;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;

/** Tells which requests ask for scores: an overload turns only those away, and only they count as score calls refused. */
final class ScoreCalls {

    private static final Pattern PATH = Pattern.compile("/v1/(?:models/[^/]++/(?:versions/[^/]++/)?+)?+score");

    private ScoreCalls() {}

    /** However the path is written: this one is decoded, and without parameters. */
    static boolean isOne(HttpServletRequest request) {
        return isOne(request, request.getMethod());
    }

    /** Whether it would be one, were it of this method. */
    static boolean isOne(HttpServletRequest request, @Nullable String method) {
        return HttpMethod.POST.name().equals(method) && PATH.matcher(request.getServletPath()).matches();
    }

    /** Counts a refusal; a request of another kind that is refused is not a call that was not served. */
    static void countRefused(HttpServletRequest request, RejectionReason reason, RejectionMetrics rejections) {
        if (isOne(request)) {
            rejections.count(reason);
        }
    }

}
