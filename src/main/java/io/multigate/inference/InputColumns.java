package io.multigate.inference;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.multigate.feature.FeatureSchema;
import io.multigate.model.InputLayout;
import io.multigate.model.InputLayout.Slice;
import io.multigate.model.ModelSpec;

/**
 * The columns of the network's input in the plan's own order: first what all candidates of a request share, then what
 * each has for itself.
 *
 * @param starts first column of each feature, by its name
 * @param order for each column, which one it was in the {@link InputLayout} that the weights were trained in
 * @param shared how many columns all candidates share
 */
record InputColumns(Map<String, Integer> starts, int[] order, int shared) {

    static InputColumns of(FeatureSchema schema, ModelSpec spec) {
        List<Slice> slices = InputLayout.of(schema, spec)
                .slices()
                .stream()
                .sorted(Comparator.comparing((slice) -> slice.field().side().perCandidate()))
                .toList();
        Map<String, Integer> starts = new HashMap<>();
        int shared = 0;
        int width = 0;
        for (Slice slice : slices) {
            starts.put(slice.field().name(), width);
            width += slice.width();
            shared += slice.field().side().perCandidate() ? 0 : slice.width();
        }
        int[] order = slices.stream()
                .flatMapToInt((slice) -> IntStream.range(slice.offset(), slice.offset() + slice.width()))
                .toArray();
        return new InputColumns(Map.copyOf(starts), order, shared);
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
