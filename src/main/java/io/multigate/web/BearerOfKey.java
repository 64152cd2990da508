package io.multigate.web;

import java.util.List;

import io.multigate.security.ApiKey;
import io.multigate.security.ApiKeys;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/** Knows a caller by an API key, and gives it the scopes that a token would have. */
final class BearerOfKey implements AuthenticationProvider {

    private static final String SCOPE = "SCOPE_";

    private final ApiKeys keys;

    BearerOfKey(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public Authentication authenticate(Authentication bearer) {
        ApiKey key = this.keys.find(((BearerTokenAuthenticationToken) bearer).getToken())
                .orElseThrow(() -> new InvalidBearerTokenException("no such key"));
        List<SimpleGrantedAuthority> scopes = key.roles()
                .stream()
                .map((role) -> new SimpleGrantedAuthority(SCOPE + role.scope()))
                .toList();
        return new PreAuthenticatedAuthenticationToken(key.name(), "", scopes);
    }

    @Override
    public boolean supports(Class<?> type) {
        return BearerTokenAuthenticationToken.class.isAssignableFrom(type);
    }

}
