package io.multigate.web;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.cors.DefaultCorsProcessor;

/** Tells in the words of every other problem why a page of another origin may not call. */
final class ProblemCorsProcessor extends DefaultCorsProcessor {

    static final String DETAIL = "the origin, the method or a header is not among those that multigate.cors allows";

    @Override
    protected void rejectRequest(ServerHttpResponse response) throws IOException {
        HttpServletResponse servlet = ((ServletServerHttpResponse) response).getServletResponse();
        ProblemType type = ProblemType.FORBIDDEN_ORIGIN;
        new Problem(type.uri(), type.title(), type.status(), DETAIL,
                String.valueOf(servlet.getHeader(RequestId.HEADER)), List.of()).send(servlet);
    }

}
