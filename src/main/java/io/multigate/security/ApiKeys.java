package io.multigate.security;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * The keys that are live. A key is 256 random bits, so a plain digest of it tells nothing; slow hashes are for
 * passwords, which people choose.
 */
public final class ApiKeys {

    /** Lets scanners of repositories and logs find a key that got there. */
    private static final String PREFIX = "multigate_";

    private static final int RANDOM_BYTES = 32;

    private final List<ApiKey> keys;

    public ApiKeys(List<ApiKey> keys) {
        this.keys = List.copyOf(keys);
    }

    public boolean isEmpty() {
        return this.keys.isEmpty();
    }

    /** The names of those whose bearers have this role. */
    public List<String> names(Role role) {
        return this.keys.stream().filter((key) -> key.roles().contains(role)).map(ApiKey::name).sorted().toList();
    }

    /**
     * The key whose digest is that of what a caller sent. All are compared, each to its end, so that the time taken
     * does not tell how near a guess came, nor to which.
     */
    public Optional<ApiKey> find(String presented) {
        byte[] digest = sha256(presented);
        @Nullable
        ApiKey found = null;
        for (ApiKey key : this.keys) {
            if (MessageDigest.isEqual(digest, key.sha256())) {
                found = key;
            }
        }
        return Optional.ofNullable(found);
    }

    /** A new key, fit for a header as it stands. */
    public static String random(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The digest by which a key is known. */
    public static byte[] sha256(String key) {
        return DigestUtils.sha256(key);
    }

}
