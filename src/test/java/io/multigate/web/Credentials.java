package io.multigate.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.multigate.security.ApiKeys;
import org.jspecify.annotations.Nullable;

/** Keys and tokens of callers, and the settings of a service that knows them. */
final class Credentials {

    static final String FRONTEND = ApiKeys.random(new SecureRandom());

    static final String FRONTEND_NEXT = ApiKeys.random(new SecureRandom());

    static final String OPERATOR = ApiKeys.random(new SecureRandom());

    static final KeyPair ISSUER = keyPair();

    private Credentials() {}

    /** Two keys that score and one that administers, an issuer of tokens, a page's origin, and a proxy in front. */
    static String[] settings(Path folder) throws IOException {
        Path publicKey = Files.writeString(folder.resolve("public.pem"), "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(ISSUER.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n");
        return new String[]{sha256("frontend", FRONTEND), roles("frontend", "score"),
                sha256("frontend-next", FRONTEND_NEXT), roles("frontend-next", "score"),
                sha256("operator", OPERATOR), roles("operator", "admin"),
                "--spring.security.oauth2.resourceserver.jwt.public-key-location=" + publicKey.toUri(),
                "--spring.security.oauth2.resourceserver.jwt.audiences=multigate",
                "--multigate.cors.origins=https://shop.example", "--server.forward-headers-strategy=framework"};
    }

    private static String sha256(String name, String key) {
        return "--multigate.security.keys." + name + ".sha256=" + HexFormat.of().formatHex(ApiKeys.sha256(key));
    }

    private static String roles(String name, String roles) {
        return "--multigate.security.keys." + name + ".roles=" + roles;
    }

    static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

    static String token(KeyPair issuer, String audience, String scope, Instant expiry) throws JOSEException {
        return token(issuer, "1", audience, scope, expiry);
    }

    static String token(KeyPair issuer, String key, String audience, String scope, Instant expiry)
            throws JOSEException {
        return token(issuer, key, null, audience, scope, expiry);
    }

    static String token(KeyPair issuer, String key, @Nullable String address, String audience, String scope,
            Instant expiry) throws JOSEException {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key).build(),
                new JWTClaimsSet.Builder().subject("someone")
                        .issuer(address)
                        .audience(audience)
                        .claim("scope", scope)
                        .expirationTime(Date.from(expiry))
                        .build());
        token.sign(new RSASSASigner(issuer.getPrivate()));
        return token.serialize();
    }

    static Instant anHourAhead() {
        return Instant.now().plusSeconds(3600);
    }

}
