package io.multigate.web;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;

/**
 * Knows a caller by a JWT, and keeps an issuer that does not answer from becoming the service's own failure. Its keys are
 * kept for some minutes; then one caller fetches them again and all others wait for that one. Few may wait, for each of
 * them keeps a connection, of which probes need some too.
 */
final class BearerOfToken implements AuthenticationProvider {

    /** More than there are processors: a check whose keys are at hand waits for nobody. */
    static final int PLACES = 16;

    private static final Logger LOG = LoggerFactory.getLogger(BearerOfToken.class);

    private static final long SILENCE = Duration.ofMinutes(1).toNanos();

    private final JwtAuthenticationProvider tokens;

    private final Semaphore places = new Semaphore(PLACES);

    private final AtomicLong lastSaid = new AtomicLong(System.nanoTime() - SILENCE);

    BearerOfToken(JwtDecoder decoder) {
        this.tokens = new JwtAuthenticationProvider(decoder);
    }

    @Override
    public Authentication authenticate(Authentication bearer) {
        if (!this.places.tryAcquire()) {
            throw new IssuerUnreachableException("enough callers wait for the issuer");
        }
        try {
            return this.tokens.authenticate(bearer);
        } catch (AuthenticationServiceException | JwtDecoderInitializationException ex) {
            say(ex);
            throw new IssuerUnreachableException("the issuer does not answer", ex);
        } finally {
            this.places.release();
        }
    }

    /** At most once a minute, for it befalls every call. */
    private void say(RuntimeException failure) {
        long now = System.nanoTime();
        long last = this.lastSaid.get();
        if (now - last >= SILENCE && this.lastSaid.compareAndSet(last, now)) {
            LOG.warn("tokens cannot be checked, for their issuer does not answer", failure);
        }
    }

    @Override
    public boolean supports(Class<?> type) {
        return this.tokens.supports(type);
    }

}
