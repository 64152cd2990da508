package io.multigate.web;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;

/**
 * Knows a caller by a JWT, and keeps an issuer that does not answer from becoming the service's own failure. Its keys are
 * kept for some minutes; then one caller fetches them again, and all others wait for that one. Each who waits keeps a
 * connection, of which probes need some too: so many may while the issuer answers, and few while it does not.
 */
final class BearerOfToken implements AuthenticationProvider {

    /** A quarter of all connections. */
    static final int MANY = 256;

    /** Enough to notice that it answers again, one after another. */
    static final int FEW = 16;

    private static final Logger LOG = LoggerFactory.getLogger(BearerOfToken.class);

    /**
     * A well-formed token that no key verifies: {@code {"alg":"RS256"}}, no claims, no signature of anybody. It has no
     * {@code kid}: a key that is not found is asked for once more, and a call with a new key that comes meanwhile would be
     * told by that answer that its own does not exist.
     */
    private static final String OF_NOBODY = "eyJhbGciOiJSUzI1NiJ9.e30.AAAA";

    private static final long SILENCE = Duration.ofMinutes(1).toNanos();

    private final JwtDecoder decoder;

    private final JwtAuthenticationProvider tokens;

    private final AtomicInteger inside = new AtomicInteger();

    private final AtomicLong lastSaid = new AtomicLong(System.nanoTime() - SILENCE);

    /** Whether the issuer did when it was last asked; until then it is trusted to. */
    private volatile boolean answers = true;

    BearerOfToken(JwtDecoder decoder) {
        this.decoder = decoder;
        this.tokens = new JwtAuthenticationProvider(decoder);
    }

    /** Fetches the issuer's keys before anybody calls, and says so in the log if it does not answer. */
    void askAhead() {
        Thread.ofVirtual().name("token-issuer").start(() -> {
            try {
                this.decoder.decode(OF_NOBODY);
            } catch (BadJwtException _) {
                this.answers = true;
            } catch (JwtException | JwtDecoderInitializationException ex) {
                noteSilence(ex);
            }
        });
    }

    @Override
    public Authentication authenticate(Authentication bearer) {
        try {
            if (this.inside.incrementAndGet() > (this.answers ? MANY : FEW)) {
                throw new IssuerUnreachableException("enough callers wait for the issuer");
            }
            Authentication caller = this.tokens.authenticate(bearer);
            this.answers = true;
            return caller;
        } catch (AuthenticationServiceException | JwtDecoderInitializationException ex) {
            if (!(NestedExceptionUtils.getMostSpecificCause(ex) instanceof RateLimitReachedException)) {
                noteSilence(ex);
            }
            throw new IssuerUnreachableException("the issuer does not answer", ex);
        } finally {
            this.inside.decrementAndGet();
        }
    }

    /** Says so at most once a minute, for it befalls every call. */
    private void noteSilence(RuntimeException failure) {
        this.answers = false;
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
