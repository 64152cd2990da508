package io.multigate.scoring;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.multigate.feature.EncodedBlock;
import io.multigate.feature.FeatureCounts;
import io.multigate.feature.FeatureField;
import io.multigate.feature.FieldLayout;

/**
 * Counts what the values of one block were not, feature by feature.
 *
 * @param missing in the layout's order
 * @param unknown in the layout's order
 */
record FeatureMeters(List<Counter> missing, List<Counter> unknown) {

    static FeatureMeters register(String model, FieldLayout layout, MeterRegistry meters) {
        List<Tags> features = layout.fields().stream().map((field) -> tags(model, field)).toList();
        List<Counter> missing = features.stream()
                .map((tags) -> Counter.builder("multigate.feature.missing")
                        .tags(tags)
                        .description("Values that were absent, null or empty")
                        .register(meters))
                .toList();
        List<Counter> unknown = features.stream()
                .map((tags) -> Counter.builder("multigate.feature.unknown")
                        .tags(tags)
                        .description("Values that the feature's vocabulary lacks")
                        .register(meters))
                .toList();
        return new FeatureMeters(missing, unknown);
    }

    /** The side says what a share is of: of requests, or of candidates. */
    private static Tags tags(String model, FeatureField field) {
        return Tags.of("model", model, "feature", field.name(), "side", field.side().label());
    }

    void count(EncodedBlock block) {
        FeatureCounts counts = block.counts();
        for (int field = 0; field < this.missing.size(); field++) {
            increment(this.missing.get(field), counts.missing(field));
            increment(this.unknown.get(field), counts.unknown(field));
        }
    }

    private static void increment(Counter counter, int amount) {
        if (amount > 0) {
            counter.increment(amount);
        }
    }

    List<Meter> all() {
        List<Meter> all = new ArrayList<>(this.missing);
        all.addAll(this.unknown);
        return all;
    }

}
