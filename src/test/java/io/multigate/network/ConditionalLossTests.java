package io.multigate.network;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.multigate.model.ModelSpec;
import io.multigate.model.Objective;
import io.multigate.model.Sharing;
import io.multigate.model.Task;
import io.multigate.model.Weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/** What each option of the loss does to a step of training, on towers that share nothing: a step is a gradient. */
class ConditionalLossTests {

    /** Two networks in one, so that only the loss can carry anything from one task to the other. */
    private static final ModelSpec APART = new ModelSpec.EsmmSpec(TinyShop.TASKS, TinyShop.widths(), List.of(16, 8),
            Sharing.TASK);

    private static final ConditionalLoss STOPPED = new ConditionalLoss(0, 1, true);

    @TempDir
    private Path folder;

    /** One step over all rows; a learning rate of 1 makes it the gradient. */
    private static TrainingOptions step(Objective objective, double cvrWeight, ConditionalLoss conditional) {
        return new TrainingOptions(objective, Map.of("cvr", cvrWeight), Optimizer.SGD, 1, 1, 0, 1000, 1, 0, 7)
                .with(conditional);
    }

    /** What one step of training adds to a task's tower. */
    private static float[] step(String task, TrainingOptions options) {
        try (MultiTaskGraph graph = MultiTaskGraph.initialise(TinyShop.schema(), APART, options)) {
            String name = "tower." + task + ".1.weight";
            float[] before = WeightExtractor.extract(graph).tensor(name).values();
            new GraphTrainer(graph, options).train(TinyShop.rows(1000, 1), TinyShop.rows(0, 2), TinyShop.SILENT);
            return sum(WeightExtractor.extract(graph).tensor(name).values(), before, -1);
        }
    }

    private static float[] sum(float[] one, float[] other, double factor) {
        float[] sum = new float[one.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (float) (one[i] + factor * other[i]);
        }
        return sum;
    }

    private static void assertSame(float[] actual, float[] expected) {
        assertThat(actual).containsExactly(expected, within(2e-6f));
        assertThat(size(actual)).as("a step").isGreaterThan(1e-3);
    }

    private static double size(float[] step) {
        return IntStream.range(0, step.length).mapToDouble((i) -> Math.abs(step[i])).max().orElse(0);
    }

    private static double distance(float[] one, float[] other) {
        return size(sum(one, other, -1));
    }

    @Test
    void aLossWeightIsAFactorOfTheJointLoss() {
        for (String task : List.of("ctr", "cvr")) {
            float[] none = step(task, step(Objective.ENTIRE_SPACE, 0, ConditionalLoss.PLAIN));
            float[] once = step(task, step(Objective.ENTIRE_SPACE, 1, ConditionalLoss.PLAIN));
            float[] thrice = step(task, step(Objective.ENTIRE_SPACE, 3, ConditionalLoss.PLAIN));

            float[] joint = sum(once, none, -1);
            assertThat(size(joint)).isGreaterThan(1e-4);
            assertSame(thrice, sum(none, joint, 3));
        }
        assertThat(size(step("cvr", step(Objective.ENTIRE_SPACE, 0, ConditionalLoss.PLAIN)))).isZero();
    }

    @Test
    void aStoppedGradientLeavesTheGivenTaskToItsOwnLoss() {
        float[] own = step("ctr", step(Objective.ENTIRE_SPACE, 0, ConditionalLoss.PLAIN));

        assertSame(step("ctr", step(Objective.ENTIRE_SPACE, 1, STOPPED)), own);
        assertSame(step("ctr", step(Objective.ENTIRE_SPACE, 5, STOPPED)), own);
        assertThat(distance(step("ctr", step(Objective.ENTIRE_SPACE, 5, ConditionalLoss.PLAIN)), own))
                .isGreaterThan(1e-3);
    }

    @Test
    void aStoppedGradientTeachesTheConditionalTaskTheSame() {
        assertSame(step("cvr", step(Objective.ENTIRE_SPACE, 2, STOPPED)),
                step("cvr", step(Objective.ENTIRE_SPACE, 2, ConditionalLoss.PLAIN)));
    }

    @Test
    void aClickSpaceWeightAddsTheLossOfTheClickSpace() {
        float[] joint = step("cvr", step(Objective.ENTIRE_SPACE, 1, ConditionalLoss.PLAIN));
        float[] clicked = step("cvr", step(Objective.CLICK_SPACE, 1, ConditionalLoss.PLAIN));

        assertSame(step("cvr", step(Objective.ENTIRE_SPACE, 1, new ConditionalLoss(0.5, 1, false))),
                sum(joint, clicked, 0.5));
        assertSame(step("cvr", step(Objective.ENTIRE_SPACE, 0, new ConditionalLoss(1, 1, false))), clicked);
        assertSame(step("ctr", step(Objective.ENTIRE_SPACE, 1, new ConditionalLoss(0.5, 1, false))),
                step("ctr", step(Objective.ENTIRE_SPACE, 1, ConditionalLoss.PLAIN)));
    }

    @Test
    void propensitiesWeighTheClickedRowsAndTeachTheGivenTaskNothing() {
        TrainingOptions plain = step(Objective.CLICK_SPACE, 1, ConditionalLoss.PLAIN);
        TrainingOptions weighed = step(Objective.CLICK_SPACE, 1, new ConditionalLoss(0, 0.01, false));

        assertSame(step("ctr", weighed), step("ctr", plain));
        assertThat(distance(step("cvr", weighed), step("cvr", plain))).isGreaterThan(1e-5);
        assertSame(step("cvr", step(Objective.ENTIRE_SPACE, 0, new ConditionalLoss(1, 0.01, true))),
                step("cvr", weighed));
    }

    static Stream<Arguments> losses() {
        return Stream.of(Arguments.of(Objective.ENTIRE_SPACE, ConditionalLoss.PLAIN),
                Arguments.of(Objective.CLICK_SPACE, ConditionalLoss.PLAIN),
                Arguments.of(Objective.ENTIRE_SPACE, STOPPED),
                Arguments.of(Objective.ENTIRE_SPACE, new ConditionalLoss(0.3, 1, false)),
                Arguments.of(Objective.ENTIRE_SPACE, new ConditionalLoss(0.3, 0.05, true)),
                Arguments.of(Objective.ENTIRE_SPACE, new ConditionalLoss(0.3, 0.05, false)),
                Arguments.of(Objective.CLICK_SPACE, new ConditionalLoss(0, 0.05, false)));
    }

    /** Three tasks in a chain: the last one's propensity is a product. */
    @ParameterizedTest
    @MethodSource("losses")
    void whatJudgesAnEpochIsTheLossThatIsTrained(Objective objective, ConditionalLoss conditional) {
        List<Task> tasks = List.of(TinyShop.TASKS.get(0), TinyShop.TASKS.get(1), new Task("refund", "refund", "cvr"));
        ModelSpec spec = new ModelSpec.EsmmSpec(tasks, TinyShop.widths(), List.of(8));
        LabelledRows shop = TinyShop.rows(1000, 1);
        float[] refunds = shop.labels()[1].clone();
        for (int row = 0; row < refunds.length; row += 2) {
            refunds[row] = 0;
        }
        LabelledRows rows = new LabelledRows(shop.rows(), new float[][]{shop.labels()[0], shop.labels()[1], refunds});
        TrainingOptions options = new TrainingOptions(objective, Map.of("ctr", 0.7, "refund", 2.0), Optimizer.SGD, 0.01,
                1, 0, 1000, 1, 0, 7).with(conditional);
        try (MultiTaskGraph graph = MultiTaskGraph.initialise(TinyShop.schema(), spec, options)) {
            double judged = new Targets(tasks, graph.terms(), rows.labels())
                    .loss(new GraphScorer(graph).score(rows.rows()));
            TrainingResult result = new GraphTrainer(graph, options).train(rows, TinyShop.rows(0, 1), TinyShop.SILENT);

            assertThat(result.losses().getFirst().train()).isCloseTo(judged, within(1e-5));
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void everyLossTeaches(Objective objective, ConditionalLoss conditional) {
        TrainingOptions options = TinyShop.options(objective).with(conditional);
        for (ModelSpec spec : List.of(TinyShop.mmoe(), APART)) {
            try (MultiTaskGraph graph = MultiTaskGraph.initialise(TinyShop.schema(), spec, options)) {
                TrainingResult result = new GraphTrainer(graph, options).train(TinyShop.rows(3000, 1),
                        TinyShop.rows(2000, 2), TinyShop.SILENT);

                assertThat(result.losses().getLast().train()).isLessThan(0.9 * result.losses().getFirst().train());
                assertThat(result.losses().getLast().validation())
                        .isLessThan(result.losses().getFirst().validation());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aStoredNetworkIsThatOfTheObjectiveAndScoresTheSame(Objective objective, ConditionalLoss conditional)
            throws Exception {
        Path file = this.folder.resolve("network.zip");
        TrainingOptions options = TinyShop.options(objective).with(conditional);
        LabelledRows rows = TinyShop.rows(500, 3);
        try (MultiTaskGraph graph = MultiTaskGraph.initialise(TinyShop.schema(), TinyShop.mmoe(), options)) {
            new GraphTrainer(graph, options).train(rows, TinyShop.rows(0, 1), TinyShop.SILENT);
            GraphFile.write(graph, file);
            try (MultiTaskGraph restored = GraphFile.read(file, TinyShop.schema(), TinyShop.mmoe())) {
                float[][] expected = new GraphScorer(graph).score(rows.rows()).values();
                float[][] scored = new GraphScorer(restored).score(rows.rows()).values();
                for (int task = 0; task < expected.length; task++) {
                    assertThat(scored[task]).containsExactly(expected[task], within(1e-5f));
                }
                assertThat(restored.objective()).isEqualTo(objective);
                Weights weights = WeightExtractor.extract(graph);
                WeightExtractor.extract(restored)
                        .tensors()
                        .forEach(
                                (name, tensor) -> assertThat(tensor.values()).isEqualTo(weights.tensor(name).values()));
            }
            assertThat(ModelSerializer.restoreComputationGraph(file.toFile()).getNumOutputArrays()).isEqualTo(2);
        }
    }

    @Test
    void rareClicksCountMoreAndAllOfThemAsMuchAsBefore() {
        float[] weights = InversePropensity.weights(new float[]{0.5f, 0.1f, 0.001f, 0.25f}, new float[]{1, 1, 1, 0},
                0.05);

        // 1 / 0.5, 1 / 0.1 and 1 / 0.05, scaled from a sum of 32 to one of 3.
        assertThat(weights).containsExactly(new float[]{0.1875f, 0.9375f, 1.875f, 0}, within(1e-6f));
    }

    @Test
    void rowsOfWhichNoneIsClickedWeighNothing() {
        assertThat(InversePropensity.weights(new float[]{0.5f, 0.1f}, new float[2], 0.05)).containsOnly(0);
    }

    @Test
    void aTrainerRefusesANetworkOfAnotherLoss() {
        TrainingOptions plain = TinyShop.options(Objective.ENTIRE_SPACE);
        try (MultiTaskGraph graph = MultiTaskGraph.initialise(TinyShop.schema(), TinyShop.esmm(), plain)) {
            assertThatIllegalArgumentException().isThrownBy(() -> new GraphTrainer(graph, plain.with(STOPPED)))
                    .withMessageContaining("cannot be trained for");
        }
    }

    @Test
    void anOptionWithoutAConditionalTaskIsRefused() {
        ModelSpec spec = new ModelSpec.EsmmSpec(List.of(TinyShop.TASKS.getFirst()), TinyShop.widths(), List.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultiTaskGraph.initialise(TinyShop.schema(), spec,
                        TinyShop.options(Objective.ENTIRE_SPACE).with(STOPPED)))
                .withMessageContaining("there is none");
    }

}
