package io.multigate.web;

import java.util.List;

import io.multigate.security.Role;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who may call what.
 *
 * @param ways in which a caller can be known: by key, by token; without any, administration is closed
 * @param scoring whether scoring takes a known caller too: it does where one can be known that may score
 */
record Callers(List<AuthenticationProvider> ways, boolean scoring) {

    /** All that changes what serves. */
    static final RequestMatcher ADMINISTRATION = PathPatternRequestMatcher.pathPattern("/v1/admin/**");

    /** The role that a call takes. */
    static Role role(HttpServletRequest request) {
        return ADMINISTRATION.matches(request) ? Role.ADMIN : Role.SCORE;
    }

    boolean anyKnown() {
        return !this.ways.isEmpty();
    }

    /** Below which path calls are looked at: while scoring is open it does not pass by here at all. */
    String guarded() {
        return this.scoring ? "/v1/" : "/v1/admin/";
    }

}
