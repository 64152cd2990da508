package io.multigate.inference;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.multigate.feature.FeatureSchema;
import io.multigate.feature.Side;
import io.multigate.model.EmbeddingSet;
import io.multigate.model.InputLayout;
import io.multigate.model.InputLayout.Slice;
import io.multigate.model.ModelSpec;

/**
 * The columns of the network's input in the plan's own order: first what all candidates of a request share, then what
 * depends on the item alone, then what depends on the pair of user and item. Where each tower has embeddings of its
 * own, every feature stands there once for each {@link EmbeddingSet}.
 *
 * @param sets of embeddings
 * @param starts first column of each feature, by its name; one a set
 * @param order for each column, which one it was in the {@link InputLayout} that the weights were trained in, one such
 * layout a set
 * @param shared how many columns all candidates share
 * @param items how many columns depend on the item alone
 */
record InputColumns(List<EmbeddingSet> sets, Map<String, int[]> starts, int[] order, int shared, int items) {

    static InputColumns of(FeatureSchema schema, ModelSpec spec) {
        List<EmbeddingSet> sets = EmbeddingSet.of(spec);
        InputLayout layout = InputLayout.of(schema, spec);
        List<Slice> slices = layout.slices()
                .stream()
                .sorted(Comparator.comparing((slice) -> slice.field().side()))
                .toList();
        Map<String, int[]> starts = new HashMap<>();
        Map<Side, Integer> widths = new EnumMap<>(Side.class);
        IntStream.Builder order = IntStream.builder();
        int width = 0;
        for (Slice slice : slices) {
            int[] ofFeature = new int[sets.size()];
            for (int set = 0; set < ofFeature.length; set++) {
                ofFeature[set] = width;
                width += slice.width();
                int trained = set * layout.width() + slice.offset();
                IntStream.range(trained, trained + slice.width()).forEach(order);
            }
            starts.put(slice.field().name(), ofFeature);
            widths.merge(slice.field().side(), sets.size() * slice.width(), Integer::sum);
        }
        return new InputColumns(sets, Map.copyOf(starts), order.build().toArray(),
                widths.getOrDefault(Side.USER, 0) + widths.getOrDefault(Side.CONTEXT, 0),
                widths.getOrDefault(Side.ITEM, 0));
    }

    /** The first column of the named feature as one of the sets embeds it. */
    int start(String feature, int set) {
        int[] ofFeature = this.starts.get(feature);
        if (ofFeature == null) {
            throw new IllegalArgumentException("unknown feature '" + feature + "'; available: " + this.starts.keySet());
        }
        return ofFeature[set];
    }

}
