package io.multigate.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import io.multigate.evaluation.AucDifference;
import io.multigate.evaluation.Importance;
import io.multigate.feature.EncodedBatch;
import io.multigate.feature.FeatureEncoder;
import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureRow;
import io.multigate.feature.FeatureSchema;
import io.multigate.feature.Normalizer;
import io.multigate.feature.Side;
import io.multigate.inference.Predictions;
import io.multigate.model.Task;

import static org.assertj.core.api.Assertions.assertThat;

class PermutationImportanceTests {

    private static final List<Task> TASKS = List.of(new Task("ctr", "click", null));

    private static final FeatureSchema SCHEMA = new FeatureSchema(
            List.of(new FeatureField.Numeric("read", Side.USER, new Normalizer.Standard(0, 1)),
                    new FeatureField.Numeric("ignored", Side.ITEM, new Normalizer.Standard(0, 1))),
            Map.of());

    /** Reads the first feature alone. */
    private static Predictions score(EncodedBatch batch) {
        float[] probabilities = new float[batch.size()];
        for (int row = 0; row < probabilities.length; row++) {
            probabilities[row] = (float) (1 / (1 + Math.exp(-batch.candidates().number(row, 0))));
        }
        return new Predictions(TASKS, new float[][]{probabilities}, new float[0][], 0);
    }

    private static List<Example> rows() {
        SplittableRandom random = new SplittableRandom(1);
        List<Example> rows = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            double value = random.nextGaussian();
            float label = (random.nextDouble() < 1 / (1 + Math.exp(-value))) ? 1 : 0;
            rows.add(new Example(new FeatureRow(Map.of("read", value, "ignored", random.nextGaussian())),
                    new float[]{label}, new float[0]));
        }
        return rows;
    }

    private static AucDifference auc(Importance importance, int feature) {
        return importance.features().get(feature).tasks().getOrDefault("ctr", new AucDifference(0, 0, 0));
    }

    @Test
    void aFeatureIsWorthTheOrderThatIsLostWithoutIt() {
        Importance importance = new PermutationImportance(new FeatureEncoder(SCHEMA), TASKS,
                PermutationImportanceTests::score).measure(rows(), 7);

        assertThat(importance.rows()).isEqualTo(5000);
        assertThat(importance.features()).extracting(Importance.FeatureImportance::feature)
                .containsExactly("read", "ignored");
        assertThat(auc(importance, 0).dropInterval().low()).isGreaterThan(0.15);
        assertThat(auc(importance, 0).after()).isBetween(0.47, 0.53);
        assertThat(auc(importance, 1).drop()).isZero();
    }

    @Test
    void equalSeedsShuffleAlike() {
        PermutationImportance measurement = new PermutationImportance(new FeatureEncoder(SCHEMA), TASKS,
                PermutationImportanceTests::score);
        assertThat(measurement.measure(rows(), 7)).isEqualTo(measurement.measure(rows(), 7));
        assertThat(measurement.measure(rows(), 8)).isNotEqualTo(measurement.measure(rows(), 7));
    }

}
