package io.multigate.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.multigate.feature.BlockEncoder;
import io.multigate.feature.EncodedBatch;
import io.multigate.feature.FeatureEncoder;
import io.multigate.feature.FeatureRequest;
import io.multigate.feature.FeatureRow;
import io.multigate.inference.RandomModel.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScoringPlanTests {

    private static final int MODELS = 40;

    private static List<RandomModel> models(Architecture architecture) {
        return IntStream.range(0, MODELS).mapToObj((seed) -> RandomModel.draw(architecture, seed)).toList();
    }

    private static ScoringPlan plan(RandomModel model) {
        return PlanCompiler.compile(model.schema(), model.spec(), model.weights());
    }

    private static EncodedBatch encode(RandomModel model, FeatureRequest request) {
        return new FeatureEncoder(model.schema()).encode(request);
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithTheArchitectureInDoublePrecision(Architecture architecture) {
        for (RandomModel model : models(architecture)) {
            for (int candidates : new int[]{1, 63, 64, 65, 200}) {
                EncodedBatch batch = encode(model, model.request(candidates, candidates));

                Predictions actual = plan(model).score(batch);

                Predictions expected = new ReferenceScorer(model).score(batch);
                assertThat(actual.size()).isEqualTo(candidates);
                Answers.assertProbabilities(actual);
                Answers.assertAgreement(actual, expected, 1e-5);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theKernelsAgree(Architecture architecture) {
        for (RandomModel model : models(architecture)) {
            EncodedBatch batch = encode(model, model.request(90, 5));

            Predictions plain = PlanCompiler
                    .compile(model.schema(), model.spec(), model.weights(), Kernels.PLAIN, 64, null)
                    .score(batch);

            Predictions fast = plan(model).score(batch);
            Answers.assertProbabilities(fast);
            Answers.assertProbabilities(plain);
            Answers.assertAgreement(fast, plain, 2e-6);
            Answers.assertAgreement(plain, new ReferenceScorer(model).score(batch), 1e-5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aScoreDoesNotDependOnItsNeighboursToTheLastBit(Architecture architecture) {
        for (RandomModel model : models(architecture)) {
            FeatureRequest request = model.request(75, 7);
            List<Integer> order = new ArrayList<>(IntStream.range(0, 75).boxed().toList());
            Collections.shuffle(order, new Random(8));
            Predictions inOrder = plan(model).score(encode(model, request));
            Predictions shuffled = plan(model).score(encode(model, RandomModel.pick(request, order)));
            for (int i = 0; i < 75; i++) {
                int candidate = order.get(i);
                Predictions alone = plan(model).score(encode(model, RandomModel.pick(request, List.of(candidate))));
                assertThat(Answers.row(shuffled, i)).isEqualTo(Answers.row(inOrder, candidate))
                        .isEqualTo(Answers.row(alone, 0));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theBlockSizeDoesNotShowToTheLastBit(Architecture architecture) {
        for (RandomModel model : models(architecture)) {
            EncodedBatch batch = encode(model, model.request(50, 9));
            Predictions expected = plan(model).score(batch);
            for (int blockSize : new int[]{1, 7, 32, 128}) {
                Predictions actual = PlanCompiler
                        .compile(model.schema(), model.spec(), model.weights(), Kernels.FASTEST, blockSize,
                                null)
                        .score(batch);
                assertThat(actual.values()).isDeepEqualTo(expected.values());
                assertThat(actual.gates()).isDeepEqualTo(expected.gates());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatBringTheirOwnUserScoreAsARequestDoesToTheLastBit(Architecture architecture) {
        for (RandomModel model : models(architecture)) {
            FeatureEncoder encoder = new FeatureEncoder(model.schema());
            FeatureRequest request = model.request(40, 3);
            BlockEncoder rows = encoder.rows(40);
            for (FeatureRow candidate : request.candidates()) {
                Map<String, Object> values = new HashMap<>(request.user().values());
                values.putAll(request.context().values());
                values.putAll(candidate.values());
                rows.row(new FeatureRow(values));
            }

            Predictions actual = plan(model).score(encoder.batch(rows.build()));

            Predictions expected = plan(model).score(encoder.encode(request));
            assertThat(actual.values()).isDeepEqualTo(expected.values());
            assertThat(actual.gates()).isDeepEqualTo(expected.gates());
        }
    }

    @ParameterizedTest
    @EnumSource
    void callsSideBySideGiveTheAnswersOfCallsAlone(Architecture architecture) throws Exception {
        RandomModel model = RandomModel.draw(architecture, 1);
        ScoringPlan plan = plan(model);
        List<EncodedBatch> batches = IntStream.range(0, 100)
                .mapToObj((i) -> encode(model, model.request(1 + i, i)))
                .toList();
        List<Predictions> alone = batches.stream().map(plan::score).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Predictions>> calls = Stream.generate(() -> batches)
                    .limit(10)
                    .flatMap(List::stream)
                    .<Callable<Predictions>>map((batch) -> () -> plan.score(batch))
                    .toList();
            List<Future<Predictions>> answers = threads.invokeAll(calls);
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get().values())
                        .isDeepEqualTo(alone.get(i % batches.size()).values());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void noCandidatesGiveNoScores(Architecture architecture) {
        RandomModel model = RandomModel.draw(architecture, 2);

        Predictions predictions = plan(model).score(encode(model, model.request(0, 1)));

        assertThat(predictions.size()).isZero();
    }

    @Test
    void aBatchOfAnotherSchemaIsRefused() {
        RandomModel model = RandomModel.draw(Architecture.ESMM, 1);
        RandomModel other = RandomModel.draw(Architecture.ESMM, 2);

        assertThatIllegalArgumentException().isThrownBy(() -> plan(model).score(encode(other, other.request(1, 1))))
                .withMessageContaining("not this plan's");
    }

}
