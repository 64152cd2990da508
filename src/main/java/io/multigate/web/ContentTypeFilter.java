package io.multigate.web;

import java.io.IOException;

import io.multigate.admission.RejectionReason;
import io.multigate.scoring.RejectionMetrics;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses a content type with a wildcard: Spring fails over one where it looks for what answers at a path. */
final class ContentTypeFilter extends OncePerRequestFilter {

    private final RejectionMetrics rejections;

    ContentTypeFilter(RejectionMetrics rejections) {
        this.rejections = rejections;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String type = request.getContentType();
        if (type != null && type.contains("*") && type.split(";", 2)[0].contains("*")) {
            ScoreCalls.countRefused(request, RejectionReason.UNSUPPORTED, this.rejections);
            Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "a content type has no wildcards", request).send(response);
        } else {
            chain.doFilter(request, response);
        }
    }

}
