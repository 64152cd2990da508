package io.multigate.training;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.multigate.evaluation.CalibrationBin;
import io.multigate.evaluation.JudgedTask;
import io.multigate.evaluation.RowSummary;
import io.multigate.evaluation.RowSummary.FeatureCoverage;
import io.multigate.evaluation.SliceGroup;
import io.multigate.evaluation.SliceGroup.Slice;
import io.multigate.feature.BlockEncoder;
import io.multigate.feature.EncodedBlock;
import io.multigate.feature.FeatureEncoder;
import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureRow;
import io.multigate.feature.FeatureSchema;
import io.multigate.feature.Normalizer;
import io.multigate.feature.Side;
import io.multigate.feature.Vocabulary;
import io.multigate.model.Task;

import static org.assertj.core.api.Assertions.assertThat;

class EvidenceTallyTests {

    private static final List<Task> TASKS = List.of(new Task("ctr", "click", null),
            new Task("cvr", "conversion", "ctr"));

    private static final FeatureSchema SCHEMA = new FeatureSchema(
            List.of(new FeatureField.Categorical("hour", Side.CONTEXT, "hour"),
                    new FeatureField.CategoricalList("seen", Side.USER, "slot", 3),
                    new FeatureField.Categorical("slot", Side.CONTEXT, "slot"),
                    new FeatureField.Numeric("age", Side.USER, new Normalizer.Buckets(List.of(20.0, 30.5))),
                    new FeatureField.Categorical("item", Side.ITEM, "item")),
            Map.of("hour", new Vocabulary.Fitted(List.of("9", "10", "2")), "slot",
                    new Vocabulary.Fitted(List.of("home", "search")), "item", new Vocabulary.Hashed(10)));

    private static final List<FeatureRow> ROWS = Stream
            .<Map<String, Object>>of(Map.of("hour", "9", "seen", List.of("home", "away"), "slot", "home", "age", 19),
                    Map.of("hour", "10", "slot", "search", "age", 25),
                    Map.of("hour", "10", "seen", List.of("home"), "slot", "search"),
                    Map.of("hour", 2, "slot", "top", "age", 40))
            .map(FeatureRow::new)
            .toList();

    private static EncodedBlock block() {
        BlockEncoder encoder = new FeatureEncoder(SCHEMA).rows(4);
        ROWS.forEach(encoder::row);
        return encoder.build();
    }

    private static List<Slice> slices(List<SliceGroup> groups, String feature) {
        return groups.stream()
                .filter((group) -> group.feature().equals(feature))
                .flatMap((group) -> group.slices().stream())
                .toList();
    }

    @Test
    void rowsAreJudgedByTheValueThatTheyShare() {
        SliceTally tally = new SliceTally(SCHEMA);
        float[][] probabilities = {{0.5f, 0.25f, 0.5f, 0.25f}, {0.5f, 0.5f, 0.25f, 0.125f}};
        float[][] labels = {{1, 0, 1, 0}, {1, 0, 0, 0}};
        tally.add(block(), JudgedTask.of(TASKS, probabilities, labels, Map.of()));
        tally.add(block(), JudgedTask.of(TASKS, probabilities, labels, Map.of()));

        List<SliceGroup> groups = tally.groups();

        assertThat(groups).extracting(SliceGroup::feature).containsExactly("hour", "slot", "age");
        assertThat(groups).extracting(SliceGroup::values).containsExactly(3, 3, 4);
        assertThat(slices(groups, "hour")).extracting(Slice::value).containsExactly("2", "9", "10");
        assertThat(slices(groups, "slot")).extracting(Slice::value).containsExactly("search", "(unknown)", "home");
        assertThat(slices(groups, "age")).extracting(Slice::value)
                .containsExactlyInAnyOrder("up to 20", "20 to 30.5", "above 30.5", "(missing)");
        Slice ten = slices(groups, "hour").get(2);
        assertThat(ten.task("ctr")).isEqualTo(new CalibrationBin(4, 2, 1.5));
        assertThat(ten.task("cvr")).isEqualTo(new CalibrationBin(2, 0, 0.5));
        assertThat(ten.task("ctcvr").rows()).isEqualTo(4);
        assertThat(slices(groups, "hour").getFirst().task("cvr")).isEqualTo(CalibrationBin.EMPTY);
    }

    @Test
    void missingAndUnknownValuesAreCountedAmongTheRowsAndTheValues() {
        RowTally tally = new RowTally(SCHEMA, TASKS);
        tally.add(block());
        tally.label(0, 1);
        tally.label(1, 0);

        RowSummary summary = tally.summary("learning");

        assertThat(summary.rows()).isEqualTo(4);
        assertThat(summary.positives()).containsExactly(Map.entry("click", 1L), Map.entry("conversion", 0L));
        assertThat(summary.coverage()).containsExactly(new FeatureCoverage("hour", 0, 4, 0),
                new FeatureCoverage("seen", 2, 3, 1), new FeatureCoverage("slot", 0, 4, 1),
                new FeatureCoverage("age", 1, 3, 0), new FeatureCoverage("item", 4, 0, 0));
    }

    @Test
    void everyRowHasTheSameChanceToBeInTheSample() {
        int[] chosen = new int[20];
        for (int seed = 0; seed < 2000; seed++) {
            RowSample sample = new RowSample(5, seed);
            for (int i = 0; i < chosen.length; i++) {
                sample.add(new Example(FeatureRow.EMPTY, new float[]{i}, new float[0]));
            }
            assertThat(sample.rows()).hasSize(5);
            sample.rows().forEach((row) -> chosen[(int) row.labels()[0]]++);
        }
        assertThat(Arrays.stream(chosen).boxed().toList()).allSatisfy((count) -> assertThat(count).isBetween(410, 590));
    }

}
