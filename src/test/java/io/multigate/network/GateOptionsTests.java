package io.multigate.network;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.multigate.inference.Predictions;
import io.multigate.model.ModelSpec;
import io.multigate.model.Objective;
import io.multigate.model.Sharing;
import io.multigate.model.Tensor;
import io.multigate.model.Weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/** What the balance does to the gates, and that its gradient is that of its loss. */
class GateOptionsTests {

    private static final GateOptions BALANCE = new GateOptions(0.5);

    private static final LabelledRows ROWS = TinyShop.rows(500, 1);

    @TempDir
    private Path folder;

    static List<ModelSpec> mixtures() {
        return List.of(TinyShop.mmoe(),
                new ModelSpec.MmoeSpec(TinyShop.TASKS, TinyShop.widths(), 3, List.of(16, 8), List.of(8),
                        Sharing.SHARED));
    }

    /** One step over all rows; a learning rate of 1 makes it the gradient. */
    private static TrainingOptions step(GateOptions gates) {
        return new TrainingOptions(Objective.ENTIRE_SPACE, Map.of(), Optimizer.SGD, 1, 1, 0, 1000, 1, 0, 7).with(gates);
    }

    private static Weights initial(ModelSpec spec, GateOptions gates) {
        try (MultiTaskGraph graph = MultiTaskGraph.initialise(TinyShop.schema(), spec, step(gates))) {
            return WeightExtractor.extract(graph);
        }
    }

    /**
     * One step of training.
     * @param loss before it
     * @param after the weights after it
     */
    private record Step(double loss, Weights after) {

        static Step from(Weights weights, ModelSpec spec, GateOptions gates) {
            TrainingOptions options = step(gates);
            try (MultiTaskGraph graph = MultiTaskGraph.initialise(TinyShop.schema(), spec, options)) {
                graph.assign(weights);
                double loss = new GraphTrainer(graph, options).train(ROWS, TinyShop.rows(0, 1), TinyShop.SILENT)
                        .losses()
                        .getFirst()
                        .train();
                return new Step(loss, WeightExtractor.extract(graph));
            }
        }

    }

    private static double squaredVariation(Weights weights, ModelSpec spec) {
        try (MultiTaskGraph graph = MultiTaskGraph.initialise(TinyShop.schema(), spec, step(GateOptions.PLAIN))) {
            graph.assign(weights);
            Predictions predictions = new GraphScorer(graph).score(ROWS.rows());
            int gates = ((ModelSpec.MmoeSpec) spec).gateNames().size();
            double sum = 0;
            for (int gate = 0; gate < gates; gate++) {
                sum += squaredVariation(predictions.gates()[gate], predictions.experts());
            }
            return sum;
        }
    }

    /** Variance over squared mean of the experts' shares, as it is defined. */
    private static double squaredVariation(float[] gate, int experts) {
        double[] shares = new double[experts];
        for (int i = 0; i < gate.length; i++) {
            shares[i % experts] += gate[i];
        }
        double mean = gate.length / (double) (experts * experts);
        double squares = 0;
        for (double share : shares) {
            squares += (share - mean) * (share - mean) / experts;
        }
        return squares / (mean * mean);
    }

    /** Some way from where training starts, where gates are uneven. */
    private static Weights uneven(ModelSpec spec) {
        return moved(initial(spec, GateOptions.PLAIN), direction(initial(spec, GateOptions.PLAIN), 99, "gate"), 0.5);
    }

    /** A random direction of the weights whose names begin so. */
    private static Weights direction(Weights weights, long seed, String part) {
        Map<String, Tensor> tensors = new HashMap<>();
        weights.tensors().forEach((name, tensor) -> {
            SplittableRandom random = new SplittableRandom(seed + name.hashCode());
            float[] values = new float[tensor.values().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = name.startsWith(part) ? (float) random.nextDouble(-1, 1) : 0;
            }
            tensors.put(name, new Tensor(tensor.shape(), values));
        });
        return new Weights(tensors);
    }

    private static Weights moved(Weights from, Weights direction, double way) {
        Map<String, Tensor> tensors = new HashMap<>();
        from.tensors().forEach((name, tensor) -> {
            float[] values = tensor.values().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] += (float) (way * direction.tensor(name).values()[i]);
            }
            tensors.put(name, new Tensor(tensor.shape(), values));
        });
        return new Weights(tensors);
    }

    /** The sum of direction times what a step took away. */
    private static double slope(Weights before, Weights after, Weights direction) {
        double slope = 0;
        for (Map.Entry<String, Tensor> tensor : direction.tensors().entrySet()) {
            float[] values = tensor.getValue().values();
            for (int i = 0; i < values.length; i++) {
                slope += values[i] * (before.tensor(tensor.getKey()).values()[i]
                        - after.tensor(tensor.getKey()).values()[i]);
            }
        }
        return slope;
    }

    @ParameterizedTest
    @MethodSource("mixtures")
    void theGradientOfTheBalanceIsThatOfTheSquaredVariationOfTheMeanShares(ModelSpec spec) {
        Weights start = uneven(spec);
        Weights plain = Step.from(start, spec, GateOptions.PLAIN).after();
        Weights balanced = Step.from(start, spec, BALANCE).after();
        for (long seed = 1; seed <= 2; seed++) {
            Weights direction = direction(start, seed, "gate");
            double numerical = BALANCE.balance() * (squaredVariation(moved(start, direction, 0.01), spec)
                    - squaredVariation(moved(start, direction, -0.01), spec)) / 0.02;

            assertThat(Math.abs(numerical)).as("a slope, several times what is tolerated").isGreaterThan(0.005);
            assertThat(slope(plain, balanced, direction)).isCloseTo(numerical,
                    within(0.001 + 0.01 * Math.abs(numerical)));
        }
    }

    @Test
    void balancedGatesUseTheirExpertsMoreAlike() {
        ModelSpec spec = TinyShop.mmoe();
        Weights start = uneven(spec);
        assertThat(squaredVariation(Step.from(start, spec, BALANCE).after(), spec))
                .isLessThan(squaredVariation(Step.from(start, spec, GateOptions.PLAIN).after(), spec));
    }

    @Test
    void aNetworkLearnsAndIsStoredAsAnyOther() {
        Path file = this.folder.resolve("network.zip");
        TrainingOptions options = TinyShop.options(Objective.ENTIRE_SPACE).with(BALANCE);
        try (MultiTaskGraph graph = MultiTaskGraph.initialise(TinyShop.schema(), TinyShop.mmoe(), options)) {
            TrainingResult result = new GraphTrainer(graph, options).train(TinyShop.rows(2000, 1),
                    TinyShop.rows(500, 2), TinyShop.SILENT);
            assertThat(result.losses().getLast().train()).isLessThan(0.9 * result.losses().getFirst().train());
            assertThat(result.losses().getLast().validation()).isLessThan(result.losses().getFirst().validation());

            GraphFile.write(graph, file);
            try (MultiTaskGraph restored = GraphFile.read(file, TinyShop.schema(), TinyShop.mmoe())) {
                float[][] expected = new GraphScorer(graph).score(ROWS.rows()).values();
                float[][] scored = new GraphScorer(restored).score(ROWS.rows()).values();
                for (int task = 0; task < expected.length; task++) {
                    assertThat(scored[task]).containsExactly(expected[task], within(1e-5f));
                }
            }
        }
    }

    @Test
    void balanceWithoutGatesThatChooseIsRefused() {
        ModelSpec one = new ModelSpec.MmoeSpec(TinyShop.TASKS, TinyShop.widths(), 1, List.of(8), List.of());
        for (ModelSpec spec : List.of(TinyShop.esmm(), TinyShop.sharedBottom(), one)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MultiTaskGraph.initialise(TinyShop.schema(), spec, step(BALANCE)))
                    .withMessageContaining("for gates over at least 2 experts; there is none");
        }
    }

    @Test
    void aTrainerRefusesANetworkOfOtherGates() {
        try (MultiTaskGraph graph = MultiTaskGraph.initialise(TinyShop.schema(), TinyShop.mmoe(),
                step(GateOptions.PLAIN))) {
            assertThatIllegalArgumentException().isThrownBy(() -> new GraphTrainer(graph, step(BALANCE)))
                    .withMessageContaining("cannot be trained for");
        }
    }

}
