package io.multigate.loading;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.multigate.bundle.GoldenExamples;
import io.multigate.bundle.GoldenExamples.Example;
import io.multigate.bundle.InvalidBundleException;
import io.multigate.feature.FeatureEncoder;
import io.multigate.feature.FeatureRequest;
import io.multigate.feature.FeatureRow;
import io.multigate.inference.Predictions;
import io.multigate.inference.Scorer;
import io.multigate.model.Task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** How far an answer may lie from the golden one, on a click and a spending of thousands. */
class GoldenReplayTests {

    private static final List<Task> TASKS = List.of(new Task("ctr", "click", null), Task.regression("spend", "amount"));

    /** Expected are spendings of 3 and of 5000, in two examples. */
    private static final GoldenReplay REPLAY = new GoldenReplay(
            new GoldenExamples(List.of(example(0.25f, 3), example(0.5f, -5000))),
            new FeatureEncoder(TrainedSample.SCHEMA));

    private static Example example(float click, float spend) {
        FeatureRow none = new FeatureRow(Map.of());
        return new Example(new FeatureRequest(none, none, List.of(none)),
                Map.of("ctr", List.of(click), "spend", List.of(spend)), Map.of());
    }

    /** Replays what is expected but for the first example's answers. */
    private static String replay(float click, float spend) {
        float[][][] answers = {{{click}, {spend}}, {{0.5f}, {-5000}}};
        int[] calls = {0};
        Scorer scorer = (_) -> new Predictions(TASKS, answers[calls[0]++], new float[0][], 0);
        return REPLAY.replay(scorer);
    }

    private static String replayAtOnce(float first, float second) {
        float[][] answers = {{0.25f, 0.5f}, {first, second}};
        return REPLAY.replayAtOnce((_) -> new Predictions(TASKS, answers, new float[0][], 0));
    }

    @Test
    void aSmallNumberIsRoundedLikeTheGreatestOfItsTask() {
        assertThat(replay(0.25f, 3.04f)).isEqualTo("2 examples with 2 candidates, largest difference 8.0e-06");
        assertRefused(0.25f, 3.06f, "expects 3.0 as the prediction of spend of candidate 0 in example 0, found 3.06;"
                + " at most 0.05 apart");
        assertRefused(0.25f, Float.NaN, "found NaN");
    }

    @Test
    void aProbabilityIsHeldToTheSameToleranceWhateverStandsBesideIt() {
        assertThat(replay(0.250005f, 3)).endsWith("5.0e-06");
        assertRefused(0.25002f, 3, "found 0.25002; at most 1.0E-5 apart");
    }

    @Test
    void inOneBatchEachExampleIsHeldToItsOwnAnswer() {
        assertThat(replayAtOnce(3.04f, -5000)).isEqualTo("2 examples with 2 candidates, largest difference 8.0e-06");
        assertThatExceptionOfType(InvalidBundleException.class).isThrownBy(() -> replayAtOnce(3, 3))
                .withMessageContaining("expects -5000.0 as the prediction of spend of candidate 0 in example 1");
    }

    private static void assertRefused(float click, float spend, String reason) {
        assertThatExceptionOfType(InvalidBundleException.class).isThrownBy(() -> replay(click, spend))
                .withMessageContaining(reason);
    }

}
