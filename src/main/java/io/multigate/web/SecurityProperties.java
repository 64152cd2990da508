package io.multigate.web;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.multigate.security.ApiKey;
import io.multigate.security.ApiKeys;
import io.multigate.security.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call: {@code multigate.security}.
 *
 * @param keys the keys that are live, by names for people; without one of role score, scoring is open;
 * without one of role admin, administration is closed
 */
public record SecurityProperties(@DefaultValue Map<String, Key> keys) {

    private static final String KEYS = "multigate.security.keys.";

    /**
     * A key that is live.
     *
     * @param sha256 the SHA-256 digest of the key, in hexadecimal digits
     * @param roles what its bearer may do
     */
    public record Key(@Nullable String sha256, @DefaultValue Set<Role> roles) {

        public Key {
            sha256 = (sha256 != null) ? sha256.toLowerCase(Locale.ROOT) : null;
            roles = Set.copyOf(roles);
        }

    }

    public SecurityProperties {
        keys = Map.copyOf(keys);
        keys.forEach((name, key) -> {
            if (key.sha256() == null || !key.sha256().matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException(KEYS + name
                        + ".sha256 must be the 64 hexadecimal digits of the key's SHA-256; 'multigate key' prints them");
            }
            if (key.roles().isEmpty()) {
                throw new IllegalArgumentException(KEYS + name + ".roles is empty; it must name score, admin or both");
            }
        });
        Map<String, List<String>> names = keys.entrySet()
                .stream()
                .collect(Collectors.groupingBy((key) -> String.valueOf(key.getValue().sha256()),
                        Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        names.values().stream().filter((same) -> same.size() > 1).findFirst().ifPresent((same) -> {
            throw new IllegalArgumentException("multigate.security.keys has one key under the names "
                    + same.stream().sorted().toList() + "; give it one name, and all its roles");
        });
    }

    ApiKeys apiKeys() {
        return new ApiKeys(this.keys.entrySet()
                .stream()
                .map((key) -> new ApiKey(key.getKey(),
                        HexFormat.of().parseHex(String.valueOf(key.getValue().sha256())), key.getValue().roles()))
                .toList());
    }

}
