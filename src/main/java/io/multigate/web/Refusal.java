package io.multigate.web;

import java.io.IOException;

import io.multigate.admission.RejectionReason;
import io.multigate.scoring.RejectionMetrics;
import io.multigate.security.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * Turns away whom the service does not know, and who may not do this, in the words of every other problem.
 *
 * @param rejections where it is counted
 * @param callers who could call
 */
record Refusal(RejectionMetrics rejections, Callers callers) implements AuthenticationEntryPoint, AccessDeniedHandler {

    static final String UNREACHABLE = "the token cannot be checked, for its issuer does not answer with its keys";

    static final String NOTHING_SENT = "send a key as 'Authorization: Bearer KEY' or 'X-API-Key: KEY'";

    private static final String CHALLENGE = "Bearer realm=\"multigate\"";

    /** Of a call without a key, or with one that nobody knows, or of which nobody can say now. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex)
            throws IOException {
        if (ex instanceof IssuerUnreachableException) {
            this.rejections.count(RejectionReason.ISSUER_UNREACHABLE);
            response.setHeader(HttpHeaders.RETRY_AFTER, OverloadValve.RETRY_AFTER);
            Problem.of(ProblemType.ISSUER_UNREACHABLE, UNREACHABLE, request).send(response);
            return;
        }
        boolean nothingSent = ex instanceof AuthenticationCredentialsNotFoundException;
        String detail = nothingSent ? NOTHING_SENT : "the key or token is unknown, or no longer valid";
        this.rejections.count(RejectionReason.UNAUTHORIZED);
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE,
                nothingSent ? CHALLENGE : CHALLENGE + ", error=\"invalid_token\"");
        Problem.of(ProblemType.UNAUTHORIZED, detail, request).send(response);
    }

    /** Of a caller that is known, but not for this; or of all while administration is closed. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException ex)
            throws IOException {
        Role role = Callers.role(request);
        String detail = "administration is closed until a key of the role admin is configured: multigate.security.keys";
        if (this.callers.anyKnown()) {
            detail = "this takes a key of the role " + role.label() + ", or a token of the scope " + role.scope();
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE,
                    CHALLENGE + ", error=\"insufficient_scope\", scope=\"" + role.scope() + '"');
        }
        this.rejections.count(RejectionReason.FORBIDDEN);
        Problem.of(ProblemType.FORBIDDEN, detail, request).send(response);
    }

}
