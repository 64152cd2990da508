package io.multigate.web;

import java.io.Serial;

import org.springframework.security.core.AuthenticationException;

/** Whether a token is valid cannot be told, because its issuer does not answer with its keys. */
final class IssuerUnreachableException extends AuthenticationException {

    @Serial
    private static final long serialVersionUID = 1L;

    IssuerUnreachableException(String message) {
        super(message);
    }

    IssuerUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }

}
