package io.multigate.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;

/**
 * Finds a caller's key or token in the headers, and nowhere else: parameters would be read out of the body. A header that is
 * empty, as some proxies send it, says nothing.
 */
final class KeyHeaders implements BearerTokenResolver {

    /** For callers that send keys so to other services. */
    static final String API_KEY = "X-API-Key";

    private static final String BEARER = "Bearer ";

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        String key = request.getHeader(API_KEY);
        if (key != null && !key.isBlank()) {
            return key;
        }
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return null;
        }
        String token = authorization.substring(BEARER.length()).strip();
        return token.isEmpty() ? null : token;
    }

}
