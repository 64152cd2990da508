package io.multigate.training;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.multigate.evaluation.CalibrationBin;
import io.multigate.evaluation.CalibrationCounts;
import io.multigate.evaluation.JudgedTask;
import io.multigate.evaluation.SliceGroup;
import io.multigate.evaluation.SliceGroup.Slice;
import io.multigate.feature.EncodedBlock;
import io.multigate.feature.FeatureSchema;

/** Adds up the calibration of the rows that share a value, batch by batch, value by value. */
final class SliceTally {

    /** Values of a feature that are shown: the most frequent ones. */
    private static final int SHOWN = 12;

    /** So many are shown of values with an order of their own: a day has 24 hours. */
    private static final int SHOWN_IN_ORDER = 31;

    private final List<SliceValues> features;

    /** By feature: the calibration of each judged task, by id. */
    private final List<Map<String, CalibrationCounts>> counts;

    SliceTally(FeatureSchema schema) {
        this.features = SliceValues.of(schema);
        this.counts = this.features.stream().<Map<String, CalibrationCounts>>map((_) -> new LinkedHashMap<>()).toList();
    }

    /**
     * Adds rows.
     * @param block the rows, with all of the schema's features
     * @param judged the tasks of these rows
     */
    void add(EncodedBlock block, List<JudgedTask> judged) {
        for (int feature = 0; feature < this.features.size(); feature++) {
            SliceValues values = this.features.get(feature);
            int column = block.layout().column(values.field());
            for (JudgedTask task : judged) {
                CalibrationCounts ids = this.counts.get(feature)
                        .computeIfAbsent(task.name(), (_) -> new CalibrationCounts(values.texts().size()));
                for (int row : task.rows()) {
                    ids.add(block.id(row, column), task.allPredictions()[row], task.allLabels()[row]);
                }
            }
        }
    }

    /** What was added so far, the values that stand in no row left out. */
    List<SliceGroup> groups() {
        return IntStream.range(0, this.features.size())
                .mapToObj(this::group)
                .filter((group) -> group.slices().size() > 1)
                .toList();
    }

    private SliceGroup group(int feature) {
        SliceValues values = this.features.get(feature);
        List<Slice> seen = IntStream.range(0, values.texts().size())
                .mapToObj((id) -> slice(feature, id))
                .filter((slice) -> rows(slice) > 0)
                .toList();
        List<Slice> shown = seen.stream()
                .sorted(Comparator.comparingLong((Slice slice) -> -rows(slice)))
                .limit(values.ordered() ? SHOWN_IN_ORDER : SHOWN)
                .toList();
        return new SliceGroup(values.name(), seen.size(),
                values.ordered() ? shown.stream().sorted(inOrder(values)).toList() : shown);
    }

    private Slice slice(int feature, int id) {
        Map<String, CalibrationBin> tasks = new LinkedHashMap<>();
        this.counts.get(feature).forEach((task, ids) -> {
            if (ids.bin(id).rows() > 0) {
                tasks.put(task, ids.bin(id));
            }
        });
        return new Slice(this.features.get(feature).texts().get(id), tasks);
    }

    /** Rows of the task that is judged on most of them. */
    private static long rows(Slice slice) {
        return slice.tasks().values().stream().mapToLong(CalibrationBin::rows).max().orElse(0);
    }

    /** Integers by their value, whatever order a vocabulary has; buckets by their bounds; what is no value first. */
    private static Comparator<Slice> inOrder(SliceValues values) {
        return Comparator.comparingLong((Slice slice) -> slice.value().matches("-?[0-9]+")
                ? Long.parseLong(slice.value())
                : Integer.MIN_VALUE).thenComparingInt((slice) -> values.texts().indexOf(slice.value()));
    }

}
