package io.multigate.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.multigate.feature.BlockEncoder;
import io.multigate.feature.FeatureEncoder;
import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureRow;
import io.multigate.feature.FeatureSchema;
import io.multigate.feature.Normalizer;
import io.multigate.feature.Side;
import io.multigate.feature.Vocabulary;
import io.multigate.model.ModelSpec;
import io.multigate.model.Objective;
import io.multigate.model.Task;
import io.multigate.model.Weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** A number and a click learnt together, from numbers that stand beside each other and apart. */
class RegressionTests {

    private static final List<Task> TASKS = List.of(Task.regression("spend", "amount"), new Task("ctr", "click", null));

    private static final FeatureSchema SCHEMA = new FeatureSchema(
            List.of(number("a"), number("b"), new FeatureField.Categorical("c", Side.ITEM, "c"), number("d"),
                    number("e"), number("f")),
            Map.of("c", new Vocabulary.Fitted(List.of("c0", "c1"))));

    private static final ModelSpec SPEC = new ModelSpec.MmoeSpec(TASKS, Map.of("c", 2), 2, List.of(8), List.of(4));

    private static FeatureField number(String name) {
        return new FeatureField.Numeric(name, Side.ITEM, new Normalizer.Standard(0, 1));
    }

    private static TrainingOptions options(Optimizer optimizer, double rate, Map<String, Double> weights, int epochs) {
        return new TrainingOptions(Objective.CLICK_SPACE, weights, optimizer, rate, 1, 0, 64, epochs, 0, 7);
    }

    /** spend = 10 a - 20 b + 5 f, of which every letter must reach the network in its place; a click where d + e &gt; 0. */
    private static LabelledRows rows(int count, long seed) {
        FeatureEncoder encoder = new FeatureEncoder(SCHEMA);
        BlockEncoder block = encoder.rows(count);
        float[][] labels = new float[2][count];
        SplittableRandom random = new SplittableRandom(seed);
        for (int row = 0; row < count; row++) {
            Map<String, Object> values = new LinkedHashMap<>();
            double[] x = random.doubles(5, -1, 1).toArray();
            List<String> names = List.of("a", "b", "d", "e", "f");
            for (int i = 0; i < x.length; i++) {
                values.put(names.get(i), x[i]);
            }
            values.put("c", "c" + random.nextInt(2));
            block.row(new FeatureRow(values));
            labels[0][row] = (float) (10 * x[0] - 20 * x[1] + 5 * x[4]);
            labels[1][row] = (x[2] + x[3] > 0) ? 1 : 0;
        }
        return new LabelledRows(encoder.batch(block.build()), labels);
    }

    private static double meanSquaredError(float[] predictions, float[] labels) {
        double sum = 0;
        for (int row = 0; row < labels.length; row++) {
            sum += ((double) labels[row] - predictions[row]) * (labels[row] - predictions[row]);
        }
        return sum / labels.length;
    }

    @Test
    void aNumberOfAnySizeIsLearntBesideAClick() {
        TrainingOptions options = options(Optimizer.ADAM, 0.02, Map.of(), 12);
        LabelledRows validation = rows(500, 2);
        try (MultiTaskGraph graph = MultiTaskGraph.initialise(SCHEMA, SPEC, options)) {
            new GraphTrainer(graph, options).train(rows(3000, 1), validation, TinyShop.SILENT);
            float[][] values = new GraphScorer(graph).score(validation.rows()).values();
            assertThat(meanSquaredError(values[0], validation.labels()[0])).isLessThan(4);
            assertThat(values[1]).satisfies((all) -> {
                for (float probability : all) {
                    assertThat(probability).isBetween(0f, 1f);
                }
            });
        }
    }

    /** The network's own loss before its first step, and that of {@link Targets}, which judges epochs. */
    @Test
    void theLossIsTheSquaredErrorTimesItsWeight() {
        LabelledRows rows = rows(64, 3);
        TrainingOptions alone = options(Optimizer.SGD, 1e-30, Map.of("spend", 0.5, "ctr", 0.0), 1);
        try (MultiTaskGraph graph = MultiTaskGraph.initialise(SCHEMA, SPEC, alone)) {
            double error = meanSquaredError(new GraphScorer(graph).score(rows.rows()).values()[0], rows.labels()[0]);
            TrainingResult result = new GraphTrainer(graph, alone).train(rows, rows, TinyShop.SILENT);
            assertThat(result.losses().getFirst().train()).isCloseTo(0.5 * error, within(1e-4 * error));
            assertThat(result.losses().getFirst().validation()).isCloseTo(0.5 * error, within(1e-5 * error));
        }
    }

    /** The one has an input for each run of numbers, the other one for each number. */
    @Test
    void numbersThatShareAnInputTeachWhatThoseWithInputsOfTheirOwnTeach() {
        LabelledRows train = rows(640, 1);
        TrainingOptions options = options(Optimizer.SGD, 0.003, Map.of(), 2);
        try (MultiTaskGraph fast = MultiTaskGraph.initialise(SCHEMA, SPEC, options);
                MultiTaskGraph builtIn = fast.storableCopy()) {
            assertThat(NetworkInput.of(SCHEMA, fast.use())).extracting(NetworkInput::vertex)
                    .containsExactly("number.a", "ids.c", "number.d");
            assertThat(NetworkInput.of(SCHEMA, builtIn.use())).hasSize(6);
            Weights start = WeightExtractor.extract(fast);
            new GraphTrainer(fast, options).train(train, rows(0, 2), TinyShop.SILENT);
            new GraphTrainer(builtIn, options).train(train, rows(0, 2), TinyShop.SILENT);
            Weights learnt = WeightExtractor.extract(fast);
            WeightExtractor.extract(builtIn).tensors().forEach((name, tensor) -> {
                assertThat(learnt.tensor(name).values()).as(name).containsExactly(tensor.values(), within(1e-4f));
                assertThat(tensor.values()).as(name).isNotEqualTo(start.tensor(name).values());
            });
        }
    }

    @Test
    void aStoredNetworkComesBack(@TempDir Path folder) throws IOException {
        TrainingOptions options = options(Optimizer.ADAM, 0.02, Map.of(), 1);
        LabelledRows rows = rows(200, 1);
        Path file = folder.resolve("network.zip");
        try (MultiTaskGraph graph = MultiTaskGraph.initialise(SCHEMA, SPEC, options)) {
            new GraphTrainer(graph, options).train(rows, rows(0, 2), TinyShop.SILENT);
            GraphFile.write(graph, file);
            float[][] before = new GraphScorer(graph).score(rows.rows()).values();
            try (MultiTaskGraph restored = GraphFile.read(file, SCHEMA, SPEC)) {
                float[][] after = new GraphScorer(restored).score(rows.rows()).values();
                for (int task = 0; task < before.length; task++) {
                    assertThat(after[task]).containsExactly(before[task], within(1e-5f));
                }
            }
        }
    }

}
