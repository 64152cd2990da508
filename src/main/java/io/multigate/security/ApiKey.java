package io.multigate.security;

import java.util.Set;

/**
 * A key as the service knows it.
 *
 * @param name for people: which of the keys that are live at once
 * @param sha256 the digest of the key's characters; the key itself is nowhere kept
 * @param roles what its bearer may do
 */
public record ApiKey(String name, byte[] sha256, Set<Role> roles) {

    public ApiKey {
        roles = Set.copyOf(roles);
    }

}
