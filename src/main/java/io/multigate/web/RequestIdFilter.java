package io.multigate.web;

import java.io.IOException;

import io.multigate.scoring.ScoringCall;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.MDC;

import org.springframework.web.filter.OncePerRequestFilter;

/** Puts the request's id into the answer's header and into the log's context, before anything can go wrong. */
final class RequestIdFilter extends OncePerRequestFilter {

    /** What failed is logged there. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = RequestId.of(request);
        response.setHeader(RequestId.HEADER, id);
        try (MDC.MDCCloseable _ = MDC.putCloseable(ScoringCall.LOG_KEY, id)) {
            chain.doFilter(request, response);
        }
    }

}
