package io.multigate.web;

import java.io.IOException;

import io.multigate.admission.Admission;
import io.multigate.admission.RejectionReason;
import io.multigate.scoring.RejectionMetrics;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Turns score calls away that would not be let in anyway, before Spring MVC finds out what they ask. In an overload most
 * calls end here, and what each of them costs is missing for those that are answered.
 */
final class OverloadFilter extends OncePerRequestFilter {

    /** Seconds; a queue of calls that take milliseconds has drained by then. */
    static final String RETRY_AFTER = "1";

    static final String DETAIL = "as many calls as may wait are waiting";

    private final Admission admission;

    private final RejectionMetrics rejections;

    OverloadFilter(Admission admission, RejectionMetrics rejections) {
        this.admission = admission;
        this.rejections = rejections;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.POST.name().equals(request.getMethod()) || !request.getRequestURI().endsWith("/score");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (this.admission.hasRoom()) {
            chain.doFilter(request, response);
            return;
        }
        this.rejections.count(RejectionReason.OVERLOADED);
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
        Problem.of(ProblemType.OVERLOADED, DETAIL, request).send(response);
    }

}
