package io.multigate.web;

import java.io.IOException;
import java.util.List;

import io.multigate.admission.RejectionReason;
import io.multigate.scoring.RejectionMetrics;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;

/** Tells in the words of every other problem why a page of another origin may not call. */
final class ProblemCorsProcessor extends DefaultCorsProcessor {

    static final String DETAIL = "the origin, the method or a header is not among those that multigate.cors allows";

    private final RejectionMetrics rejections;

    ProblemCorsProcessor(RejectionMetrics rejections) {
        this.rejections = rejections;
    }

    @Override
    public boolean processRequest(@Nullable CorsConfiguration configuration, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        boolean allowed = super.processRequest(configuration, request, response);
        // A browser that is refused when it asks beforehand never sends the call itself.
        String method = CorsUtils.isPreFlightRequest(request)
                ? request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)
                : request.getMethod();
        if (!allowed && ScoreCalls.isOne(request, method)) {
            this.rejections.count(RejectionReason.FORBIDDEN);
        }
        return allowed;
    }

    @Override
    protected void rejectRequest(ServerHttpResponse response) throws IOException {
        HttpServletResponse servlet = ((ServletServerHttpResponse) response).getServletResponse();
        ProblemType type = ProblemType.FORBIDDEN_ORIGIN;
        new Problem(type.uri(), type.title(), type.status(), DETAIL,
                String.valueOf(servlet.getHeader(RequestId.HEADER)), List.of()).send(servlet);
    }

}
