package io.multigate.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.multigate.feature.BlockEncoder;
import io.multigate.feature.EncodedBatch;
import io.multigate.feature.FeatureEncoder;
import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureRequest;
import io.multigate.feature.FeatureRow;
import io.multigate.feature.FeatureSchema;
import io.multigate.inference.Predictions;
import io.multigate.inference.RandomModel;
import io.multigate.inference.RandomModel.Architecture;
import io.multigate.inference.Scorer;
import io.multigate.model.Funnel;
import io.multigate.model.Tensor;
import io.multigate.model.Weights;
import io.multigate.network.DrawnNetwork.Pair;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The compiled plan and the Deeplearning4j network that its weights came from say the same of random models and random
 * requests. Nothing that they share is left to agree by chance: the weights are drawn with biases, go into the network
 * and come out of it again before the plan is compiled.
 */
class PlanAgreementTests {

    private static final int MODELS = 15;

    /** What float arithmetic in another order may cost. */
    private static final double AGREEMENT = 1e-5;

    /** What other rows in the batch may cost. */
    private static final double INDEPENDENCE = 1e-6;

    /** Built once, for closing a network collects the garbage of the whole virtual machine. */
    private static final Map<Architecture, List<DrawnNetwork>> NETWORKS = new EnumMap<>(Architecture.class);

    @BeforeAll
    static void initialise() {
        for (Architecture architecture : Architecture.values()) {
            NETWORKS.put(architecture,
                    IntStream.range(0, MODELS)
                            .mapToObj((seed) -> DrawnNetwork.initialise(RandomModel.draw(architecture, seed)))
                            .toList());
        }
    }

    @AfterAll
    static void close() {
        NETWORKS.values().stream().flatMap(List::stream).forEach((network) -> network.graph().close());
        NETWORKS.clear();
    }

    private static List<DrawnNetwork> networks(Architecture architecture) {
        return Objects.requireNonNull(NETWORKS.get(architecture));
    }

    private static void withEach(Architecture architecture, Consumer<Pair> test) {
        networks(architecture).forEach((network) -> test.accept(network.with(network.model().weights())));
    }

    @ParameterizedTest
    @EnumSource
    void planAndNetworkAgreeOnRequestsOfAnySize(Architecture architecture) {
        withEach(architecture, (pair) -> {
            for (int candidates : new int[]{1, 2, 33, 100}) {
                assertAgreement(pair, pair.encode(pair.model().request(candidates, candidates)));
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void planAndNetworkAgreeOnRowsThatEachBringTheirOwnUser(Architecture architecture) {
        withEach(architecture, (pair) -> {
            FeatureEncoder encoder = new FeatureEncoder(pair.model().schema());
            BlockEncoder rows = encoder.rows(50);
            for (int row = 0; row < 50; row++) {
                FeatureRequest request = pair.model().request(1, row);
                Map<String, Object> values = new HashMap<>(request.user().values());
                values.putAll(request.context().values());
                values.putAll(request.candidates().getFirst().values());
                rows.row(new FeatureRow(values));
            }
            assertAgreement(pair, encoder.batch(rows.build()));
        });
    }

    /** Embeddings and layers as they are before training, biases 0. */
    @ParameterizedTest
    @EnumSource
    void planAndNetworkAgreeBeforeTraining(Architecture architecture) {
        for (DrawnNetwork network : networks(architecture)) {
            Pair pair = network.with(network.untrained());
            assertAgreement(pair, pair.encode(network.model().request(20, 4)));
        }
    }

    private static void assertAgreement(Pair pair, EncodedBatch batch) {
        Predictions plan = pair.plan().score(batch);
        Predictions network = pair.network().score(batch);
        assertThat(plan.size()).isEqualTo(network.size()).isEqualTo(batch.size());
        assertThat(plan.tasks()).isEqualTo(network.tasks());
        assertThat(plan.experts()).isEqualTo(network.experts());
        assertProbabilities(plan);
        assertProbabilities(network);
        for (int i = 0; i < batch.size(); i++) {
            assertThat(distance(row(plan, i), row(network, i))).as("candidate %s of %s", i, pair.model().spec())
                    .isLessThan(AGREEMENT);
        }
    }

    /** All but regressions are probabilities, gates sum to 1, and pCTCVR is the product of the other two. */
    private static void assertProbabilities(Predictions predictions) {
        Funnel funnel = Funnel.of(predictions.tasks()).orElseThrow();
        for (int i = 0; i < predictions.size(); i++) {
            for (int task = 0; task < predictions.tasks().size(); task++) {
                float value = predictions.values()[task][i];
                assertThat(value).isFinite();
                assertThat(predictions.tasks().get(task).isRegression() || (value >= 0 && value <= 1)).isTrue();
            }
            assertThat(predictions.pCtcvr(funnel, i))
                    .isEqualTo(predictions.pCtr(funnel, i) * predictions.pCvr(funnel, i));
        }
        for (float[] gate : predictions.gates()) {
            for (int i = 0; i < predictions.size(); i++) {
                double sum = 0;
                for (int expert = 0; expert < predictions.experts(); expert++) {
                    sum += gate[i * predictions.experts() + expert];
                }
                assertThat(sum).isBetween(1 - INDEPENDENCE, 1 + INDEPENDENCE);
            }
        }
    }

    /** All that is said of one candidate: each task's probability, then each task's gate. */
    private static List<Float> row(Predictions predictions, int candidate) {
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

    /** Relative to numbers above 1, which only regressions have. */
    private static double distance(List<Float> one, List<Float> other) {
        assertThat(one).hasSameSizeAs(other);
        return IntStream.range(0, one.size())
                .mapToDouble((i) -> Math.abs((double) one.get(i) - other.get(i)) / Math.max(1, Math.abs(other.get(i))))
                .max()
                .orElse(0);
    }

    @ParameterizedTest
    @EnumSource
    void candidatesScoreTheSameInAnyOrderAndAlone(Architecture architecture) {
        withEach(architecture, (pair) -> {
            FeatureRequest request = pair.model().request(34, 5);
            List<Integer> order = new ArrayList<>(IntStream.range(0, 34).boxed().toList());
            Collections.shuffle(order, new Random(6));
            for (Scorer scorer : pair.both()) {
                Predictions inOrder = scorer.score(pair.encode(request));
                Predictions shuffled = scorer.score(pair.encode(pick(request, order)));
                for (int i = 0; i < order.size(); i++) {
                    List<Float> expected = row(inOrder, order.get(i));
                    Predictions alone = scorer.score(pair.encode(pick(request, List.of(order.get(i)))));
                    assertThat(distance(row(shuffled, i), expected)).isLessThan(INDEPENDENCE);
                    assertThat(distance(row(alone, 0), expected)).isLessThan(INDEPENDENCE);
                }
            }
        });
    }

    private static FeatureRequest pick(FeatureRequest request, List<Integer> candidates) {
        return new FeatureRequest(request.user(), request.context(),
                candidates.stream().map(request.candidates()::get).toList());
    }

    @ParameterizedTest
    @EnumSource
    void absurdValuesAreScoredAlike(Architecture architecture) {
        List<Double> numbers = List.of(Double.MAX_VALUE, -Double.MAX_VALUE, 1e300, -1e39, Double.MIN_VALUE, -0.0);
        List<String> texts = List.of("\0", "\ud83d\ude00", "x".repeat(10_000), " ", "NaN", "-1");
        withEach(architecture, (pair) -> {
            List<FeatureRow> rows = IntStream.range(0, numbers.size())
                    .mapToObj((i) -> absurd(pair.model().schema(), numbers.get(i), texts.get(i)))
                    .toList();
            for (FeatureRow shared : rows) {
                assertAgreement(pair, pair.encode(new FeatureRequest(shared, shared, rows)));
            }
        });
    }

    private static FeatureRow absurd(FeatureSchema schema, double number, String text) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (FeatureField field : schema.fields()) {
            values.put(field.name(), switch (field) {
                case FeatureField.Categorical _ -> text;
                case FeatureField.CategoricalList _ -> Collections.nCopies(500, text);
                case FeatureField.Numeric _ -> number;
            });
        }
        return new FeatureRow(values);
    }

    /** Logits far beyond what a float's exponential takes: probabilities and gates of exactly 0 and 1. */
    @ParameterizedTest
    @EnumSource
    void saturatedEmbeddingsStillGiveProbabilities(Architecture architecture) {
        for (DrawnNetwork network : networks(architecture)) {
            for (float factor : new float[]{1e3f, 1e10f, 1e30f}) {
                Pair pair = network.with(saturated(network.model().weights(), factor));
                EncodedBatch batch = pair.encode(network.model().request(30, 1));
                pair.both().forEach((scorer) -> assertProbabilities(scorer.score(batch)));
            }
        }
    }

    private static Weights saturated(Weights weights, float factor) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(weights.tensors());
        tensors.replaceAll((name, tensor) -> {
            float[] values = tensor.values().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] *= name.startsWith("embedding.") ? factor : 1;
            }
            return new Tensor(tensor.shape(), values);
        });
        return new Weights(tensors);
    }

}
