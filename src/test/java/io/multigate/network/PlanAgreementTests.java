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
import io.multigate.inference.Answers;
import io.multigate.inference.Predictions;
import io.multigate.inference.RandomModel;
import io.multigate.inference.RandomModel.Architecture;
import io.multigate.inference.Scorer;
import io.multigate.model.Funnel;
import io.multigate.model.Tensor;
import io.multigate.model.Weights;
import io.multigate.network.DrawnNetwork.Forms;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The compiled plan and the Deeplearning4j network that its weights came from, as it is trained and as it is stored, say
 * the same of random models and random requests. Nothing that they share is left to agree by chance: the weights are drawn with biases, go into the network
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
        NETWORKS.values().stream().flatMap(List::stream).forEach(DrawnNetwork::close);
        NETWORKS.clear();
    }

    private static List<DrawnNetwork> networks(Architecture architecture) {
        return Objects.requireNonNull(NETWORKS.get(architecture));
    }

    private static void withEach(Architecture architecture, Consumer<Forms> test) {
        networks(architecture).forEach((network) -> test.accept(network.with(network.model().weights())));
    }

    @ParameterizedTest
    @EnumSource
    void planAndNetworkAgreeOnRequestsOfAnySize(Architecture architecture) {
        withEach(architecture, (forms) -> {
            for (int candidates : new int[]{1, 2, 33, 100}) {
                assertAgreement(forms, forms.encode(forms.model().request(candidates, candidates)));
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void planAndNetworkAgreeOnRowsThatEachBringTheirOwnUser(Architecture architecture) {
        withEach(architecture, (forms) -> {
            FeatureEncoder encoder = new FeatureEncoder(forms.model().schema());
            BlockEncoder rows = encoder.rows(50);
            for (int row = 0; row < 50; row++) {
                FeatureRequest request = forms.model().request(1, row);
                Map<String, Object> values = new HashMap<>(request.user().values());
                values.putAll(request.context().values());
                values.putAll(request.candidates().getFirst().values());
                rows.row(new FeatureRow(values));
            }
            assertAgreement(forms, encoder.batch(rows.build()));
        });
    }

    /** Embeddings and layers as they are before training, biases 0. */
    @ParameterizedTest
    @EnumSource
    void planAndNetworkAgreeBeforeTraining(Architecture architecture) {
        for (DrawnNetwork network : networks(architecture)) {
            Forms forms = network.with(network.untrained());
            assertAgreement(forms, forms.encode(network.model().request(20, 4)));
        }
    }

    private static void assertAgreement(Forms forms, EncodedBatch batch) {
        Predictions plan = forms.plan().score(batch);
        assertThat(plan.size()).isEqualTo(batch.size());
        assertProbabilities(plan);
        for (Scorer network : forms.networks()) {
            Predictions expected = network.score(batch);
            assertProbabilities(expected);
            Answers.assertAgreement(plan, expected, AGREEMENT);
        }
    }

    /** All but regressions are probabilities, gates sum to 1, and pCTCVR is the product of the other two. */
    private static void assertProbabilities(Predictions predictions) {
        Answers.assertProbabilities(predictions);
        Funnel funnel = Funnel.of(predictions.tasks()).orElseThrow();
        for (int i = 0; i < predictions.size(); i++) {
            assertThat(predictions.pCtcvr(funnel, i))
                    .isEqualTo(predictions.pCtr(funnel, i) * predictions.pCvr(funnel, i));
        }
    }

    @ParameterizedTest
    @EnumSource
    void candidatesScoreTheSameInAnyOrderAndAlone(Architecture architecture) {
        withEach(architecture, (forms) -> {
            FeatureRequest request = forms.model().request(34, 5);
            List<Integer> order = new ArrayList<>(IntStream.range(0, 34).boxed().toList());
            Collections.shuffle(order, new Random(6));
            for (Scorer scorer : forms.all()) {
                Predictions inOrder = scorer.score(forms.encode(request));
                Predictions shuffled = scorer.score(forms.encode(RandomModel.pick(request, order)));
                for (int i = 0; i < order.size(); i++) {
                    List<Float> expected = Answers.row(inOrder, order.get(i));
                    Predictions alone = scorer.score(forms.encode(RandomModel.pick(request, List.of(order.get(i)))));
                    assertThat(Answers.distance(Answers.row(shuffled, i), expected)).isLessThan(INDEPENDENCE);
                    assertThat(Answers.distance(Answers.row(alone, 0), expected)).isLessThan(INDEPENDENCE);
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void absurdValuesAreScoredAlike(Architecture architecture) {
        List<Double> numbers = List.of(Double.MAX_VALUE, -Double.MAX_VALUE, 1e300, -1e39, Double.MIN_VALUE, -0.0);
        List<String> texts = List.of("\0", "\ud83d\ude00", "x".repeat(10_000), " ", "NaN", "-1");
        withEach(architecture, (forms) -> {
            List<FeatureRow> rows = IntStream.range(0, numbers.size())
                    .mapToObj((i) -> absurd(forms.model().schema(), numbers.get(i), texts.get(i)))
                    .toList();
            for (FeatureRow shared : rows) {
                assertAgreement(forms, forms.encode(new FeatureRequest(shared, shared, rows)));
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
                Forms forms = network.with(saturated(network.model().weights(), factor));
                EncodedBatch batch = forms.encode(network.model().request(30, 1));
                forms.all().forEach((scorer) -> assertProbabilities(scorer.score(batch)));
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
