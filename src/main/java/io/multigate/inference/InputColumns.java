package io.multigate.inference;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.multigate.feature.FeatureSchema;
import io.multigate.feature.Side;
import io.multigate.model.InputLayout;
import io.multigate.model.InputLayout.Slice;
import io.multigate.model.ModelSpec;

/**
 * The columns of the network's input in the plan's own order: first what all candidates of a request share, then what
 * depends on the item alone, then what depends on the pair of user and item.
 *
 * @param starts first column of each feature, by its name
 * @param order for each column, which one it was in the {@link InputLayout} that the weights were trained in
 * @param shared how many columns all candidates share
 * @param items how many columns depend on the item alone
 */
record InputColumns(Map<String, Integer> starts, int[] order, int shared, int items) {

    static InputColumns of(FeatureSchema schema, ModelSpec spec) {
        List<Slice> slices = InputLayout.of(schema, spec)
                .slices()
                .stream()
                .sorted(Comparator.comparing((slice) -> slice.field().side()))
                .toList();
        Map<String, Integer> starts = new HashMap<>();
        Map<Side, Integer> widths = new EnumMap<>(Side.class);
        int width = 0;
        for (Slice slice : slices) {
            starts.put(slice.field().name(), width);
            width += slice.width();
            widths.merge(slice.field().side(), slice.width(), Integer::sum);
        }
        int[] order = slices.stream()
                .flatMapToInt((slice) -> IntStream.range(slice.offset(), slice.offset() + slice.width()))
                .toArray();
        return new InputColumns(Map.copyOf(starts), order,
                widths.getOrDefault(Side.USER, 0) + widths.getOrDefault(Side.CONTEXT, 0),
                widths.getOrDefault(Side.ITEM, 0));
    }

    /** The first column of the named feature. */
    int start(String feature) {
        Integer start = this.starts.get(feature);
        if (start == null) {
            throw new IllegalArgumentException("unknown feature '" + feature + "'; available: " + this.starts.keySet());
        }
        return start;
    }

}
