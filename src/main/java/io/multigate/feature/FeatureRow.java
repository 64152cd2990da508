package io.multigate.feature;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Feature values by name, as they stand in a request or in a data file, before they are encoded.
 *
 * @param values {@link String}, {@link Boolean}, {@link Number}, {@link List} of these, or null for a missing value
 */
public record FeatureRow(Map<String, @Nullable Object> values) {

    /** A row without any value. */
    public static final FeatureRow EMPTY = new FeatureRow(Map.of());

    public FeatureRow {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

}
