package io.multigate.model;

import java.util.ArrayList;
import java.util.List;

import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureSchema;

/**
 * Where each feature stands in a network's input, or in each tower's input where the towers share no embeddings: the
 * features in the schema's order, each with its embedding (the average of its embeddings for a list) or its one scaled
 * number.
 *
 * @param slices one a feature, in order and without gaps
 * @param width the input's width
 */
public record InputLayout(List<Slice> slices, int width) {

    /**
     * The part of the input that one feature fills.
     * @param field the feature
     * @param offset the first column
     * @param width how many columns
     */
    public record Slice(FeatureField field, int offset, int width) {}

    public InputLayout {
        slices = List.copyOf(slices);
    }

    /**
     * The layout of a model.
     * @throws IllegalArgumentException if the spec lacks the width of a table
     */
    public static InputLayout of(FeatureSchema schema, ModelSpec spec) {
        List<Slice> slices = new ArrayList<>();
        int offset = 0;
        for (FeatureField field : schema.fields()) {
            int width = field.table().map((table) -> width(spec, table)).orElse(1);
            slices.add(new Slice(field, offset, width));
            offset += width;
        }
        return new InputLayout(slices, offset);
    }

    static int width(ModelSpec spec, String table) {
        Integer width = spec.embeddingWidths().get(table);
        if (width == null) {
            throw new IllegalArgumentException("the spec gives no embedding width for table '" + table
                    + "'; available: " + spec.embeddingWidths().keySet());
        }
        return width;
    }

}
