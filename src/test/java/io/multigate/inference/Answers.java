package io.multigate.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** What scorers say of candidates, laid out to be compared. */
public final class Answers {

    private Answers() {}

    /** All that is said of one candidate: each task's prediction, then each task's gate. */
    public static List<Float> row(Predictions predictions, int candidate) {
        List<Float> values = new ArrayList<>();
        for (float[] task : predictions.values()) {
            values.add(task[candidate]);
        }
        for (float[] gate : predictions.gates()) {
            for (int expert = 0; expert < predictions.experts(); expert++) {
                values.add(gate[candidate * predictions.experts() + expert]);
            }
        }
        return values;
    }

    /** The greatest difference of two rows, relative to numbers above 1, which only regressions have. */
    public static double distance(List<Float> one, List<Float> other) {
        assertThat(one).hasSameSizeAs(other);
        return IntStream.range(0, one.size())
                .mapToDouble((i) -> Math.abs((double) one.get(i) - other.get(i)) / Math.max(1, Math.abs(other.get(i))))
                .max()
                .orElse(0);
    }

    /** Fails unless two scorers say the same of all candidates, but for so much. */
    public static void assertAgreement(Predictions one, Predictions other, double most) {
        assertThat(one.tasks()).isEqualTo(other.tasks());
        assertThat(one.experts()).isEqualTo(other.experts());
        assertThat(one.size()).isEqualTo(other.size());
        for (int i = 0; i < one.size(); i++) {
            assertThat(distance(row(one, i), row(other, i))).as("candidate %s", i).isLessThan(most);
        }
    }

    /** Fails unless all but regressions' numbers are in [0, 1], and every gate's weights too and sum to 1. */
    public static void assertProbabilities(Predictions predictions) {
        for (int task = 0; task < predictions.tasks().size(); task++) {
            boolean regression = predictions.tasks().get(task).isRegression();
            for (float value : predictions.values()[task]) {
                assertThat(value).isFinite();
                assertThat(regression || (value >= 0 && value <= 1)).as("%s", value).isTrue();
            }
        }
        for (float[] gate : predictions.gates()) {
            for (int start = 0; start < gate.length; start += predictions.experts()) {
                double sum = 0;
                for (int expert = 0; expert < predictions.experts(); expert++) {
                    assertThat(gate[start + expert]).isBetween(0f, 1f);
                    sum += gate[start + expert];
                }
                assertThat(sum).isBetween(1 - 1e-6, 1 + 1e-6);
            }
        }
    }

}
