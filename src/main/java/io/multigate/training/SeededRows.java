package io.multigate.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureRow;
import io.multigate.feature.FeatureSchema;

/** Made-up rows of a schema, for a model that saw no data. */
final class SeededRows {

    private final FeatureSchema schema;

    private final RandomGenerator random;

    SeededRows(FeatureSchema schema, long seed) {
        this.schema = schema;
        this.random = new SplittableRandom(seed);
    }

    List<FeatureRow> take(int count) {
        List<FeatureRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (FeatureField field : this.schema.fields()) {
                values.put(field.name(), switch (field) {
                    case FeatureField.Categorical _ -> category();
                    case FeatureField.CategoricalList list -> categories(this.random.nextInt(list.maximumLength() + 2));
                    case FeatureField.Numeric _ -> this.random.nextGaussian();
                });
            }
            rows.add(new FeatureRow(values));
        }
        return rows;
    }

    private String category() {
        return "v" + this.random.nextInt(1_000_000);
    }

    private List<String> categories(int length) {
        List<String> categories = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            categories.add(category());
        }
        return categories;
    }

}
