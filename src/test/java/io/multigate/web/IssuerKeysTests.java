package io.multigate.web;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** How often an issuer is asked for its keys. */
class IssuerKeysTests {

    /** Near the end of what a clock can count. */
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    private final Issuer issuer = new Issuer();

    private final IssuerKeys keys = new IssuerKeys(this.issuer, this.now::get);

    @Test
    void aKeyThatIsKnownIsNotAskedFor() throws KeySourceException {
        assertThat(find("first")).hasSize(1);
        assertThat(this.issuer.asked).isZero();
    }

    @Test
    void aNewKeyIsFoundAtOnce() throws KeySourceException {
        this.issuer.change("second");
        assertThat(find("second")).hasSize(1);
        this.issuer.change("third");
        assertThat(find("third")).hasSize(1);
        assertThat(this.issuer.asked).isEqualTo(2);
    }

    @Test
    void aKeyThatNobodyHasIsAskedForOnceInTenSeconds() throws KeySourceException {
        for (int seconds = 0; seconds < 60; seconds++) {
            for (int call = 0; call < 100; call++) {
                assertThat(find("nobody's")).isEmpty();
            }
            this.now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        }
        assertThat(this.issuer.asked).isEqualTo(7);
        this.issuer.change("second");
        this.now.addAndGet(TimeUnit.SECONDS.toNanos(10));
        assertThat(find("nobody's")).isEmpty();
        assertThat(find("second")).hasSize(1);
    }

    @Test
    void whetherAKeyIsNewCannotBeToldWhileTheIssuerFails() throws KeySourceException {
        assertThat(find("first")).hasSize(1);
        this.issuer.fails = true;
        for (int call = 0; call < 100; call++) {
            assertThatExceptionOfType(KeySourceException.class).isThrownBy(() -> find("second"))
                    .withMessage("no answer");
            assertThat(find("first")).hasSize(1);
        }
        assertThat(this.issuer.asked).isEqualTo(2);
        this.issuer.fails = false;
        this.now.addAndGet(TimeUnit.SECONDS.toNanos(10));
        assertThat(find("second")).isEmpty();
        assertThat(find("second")).isEmpty();
        assertThat(this.issuer.asked).isEqualTo(3);
    }

    private List<JWK> find(String id) throws KeySourceException {
        return this.keys.get(new JWKSelector(new JWKMatcher.Builder().keyID(id).build()), null);
    }

    /** One who has a single key at a time, and those that he gave when he was last asked. */
    private static final class Issuer implements JWKSetSource<SecurityContext> {

        private JWKSet current = of("first");

        private JWKSet kept = this.current;

        private int asked;

        private boolean fails;

        private static JWKSet of(String id) {
            return new JWKSet(new OctetSequenceKey.Builder(new byte[32]).keyID(id).build());
        }

        void change(String id) {
            this.current = of(id);
        }

        @Override
        public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long time, @Nullable SecurityContext context)
                throws KeySourceException {
            if (refresh.requiresRefresh(this.kept)) {
                this.asked++;
                if (this.fails) {
                    throw new KeySourceException("no answer");
                }
                this.kept = new JWKSet(this.current.getKeys());
            }
            return this.kept;
        }

        @Override
        public void close() {}

    }

}
