package io.multigate.web;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.ConfigurableJWTProcessor;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an issuer of tokens. One that is not among those that are kept may be new, or nobody's, for anyone can name one
 * in a token: so the issuer is asked for newer keys twice in a row, and then once in ten seconds. Who comes meanwhile waits
 * for its answer, for after a change everybody comes with the new key; who comes between two questions is not known.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {

    private static final long PAUSE = Duration.ofSeconds(10).toNanos();

    private static final int IN_A_ROW = 2;

    /** Those whose key is known must find room beside them. */
    private static final int MANY = BearerOfToken.MANY / 2;

    private static final int FEW = BearerOfToken.FEW / 2;

    private final JWKSetSource<SecurityContext> source;

    private final LongSupplier nanoTime;

    private final AtomicInteger waiting = new AtomicInteger();

    private final ReentrantLock asking = new ReentrantLock();

    /** A bucket of tokens by its time: unspent questions accrue from this moment on, one each {@link #PAUSE}. */
    private long unused;

    /** Of the last question, if it had no answer. */
    private volatile @Nullable KeySourceException failure;

    /**
     * Keys that are asked for seldom.
     * @param source keeps them, and asks for them when they are too old, or when it is told to
     * @param nanoTime the clock
     */
    IssuerKeys(JWKSetSource<SecurityContext> source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
        this.unused = nanoTime.getAsLong() - IN_A_ROW * PAUSE;
    }

    /** Puts itself between a decoder and the keys that it keeps, which would be asked for with every key that is unknown. */
    static void guard(ConfigurableJWTProcessor<SecurityContext> processor) {
        JWSVerificationKeySelector<SecurityContext> selector = (JWSVerificationKeySelector<SecurityContext>) processor
                .getJWSKeySelector();
        JWKSetBasedJWKSource<SecurityContext> keys = (JWKSetBasedJWKSource<SecurityContext>) selector.getJWKSource();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                JWSAlgorithm.Family.SIGNATURE.stream().filter(selector::isAllowed).collect(Collectors.toSet()),
                new IssuerKeys(keys.getJWKSetSource(), System::nanoTime)));
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        JWKSet known = kept(context);
        List<JWK> found = selector.select(known);
        return found.isEmpty() ? selector.select(newer(known, context)) : found;
    }

    private JWKSet kept(@Nullable SecurityContext context) throws KeySourceException {
        return this.source.getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), System.currentTimeMillis(), context);
    }

    /** What has come since these were known; the same where nothing has, and the issuer was asked a moment ago. */
    private JWKSet newer(JWKSet known, @Nullable SecurityContext context) throws KeySourceException {
        JWKSetCacheRefreshEvaluator same = JWKSetCacheRefreshEvaluator.referenceComparison(known);
        try {
            if (this.waiting.incrementAndGet() > ((this.failure == null) ? MANY : FEW)) {
                throw new RateLimitReachedException();
            }
            this.asking.lock();
            try {
                JWKSet kept = kept(context);
                return same.requiresRefresh(kept) ? ask(known, same, context) : kept;
            } finally {
                this.asking.unlock();
            }
        } finally {
            this.waiting.decrementAndGet();
        }
    }

    private JWKSet ask(JWKSet known, JWKSetCacheRefreshEvaluator same, @Nullable SecurityContext context)
            throws KeySourceException {
        KeySourceException last = this.failure;
        if (mayAsk()) {
            try {
                JWKSet keys = this.source.getJWKSet(same, System.currentTimeMillis(), context);
                this.failure = null;
                return keys;
            } catch (KeySourceException ex) {
                this.failure = ex;
                throw ex;
            }
        }
        if (last != null) {
            throw last;
        }
        return known;
    }

    private boolean mayAsk() {
        long now = this.nanoTime.getAsLong();
        long time = Math.min(now - this.unused, IN_A_ROW * PAUSE);
        if (time < PAUSE) {
            return false;
        }
        this.unused = now - time + PAUSE;
        return true;
    }

}
