package io.multigate.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;

/** Finds a caller's key or token in the headers, and nowhere else: parameters would be read out of the body. */
final class KeyHeaders implements BearerTokenResolver {

    /** For callers that send keys so to other services. */
    static final String API_KEY = "X-API-Key";

    private static final String BEARER = "Bearer ";

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        String key = request.getHeader(API_KEY);
        if (key != null) {
            return key;
        }
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        boolean bearer = authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return bearer ? authorization.substring(BEARER.length()).strip() : null;
    }

}
