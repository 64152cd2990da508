package io.multigate.network;

import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.multigate.inference.Predictions;
import io.multigate.model.ModelSpec;
import io.multigate.model.Objective;
import io.multigate.model.Weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

class GraphTrainerTests {

    static Stream<Arguments> specsAndObjectives() {
        return TinyShop.specs()
                .stream()
                .flatMap((spec) -> Stream.of(Objective.values()).map((objective) -> Arguments.of(spec, objective)));
    }

    @ParameterizedTest
    @MethodSource("specsAndObjectives")
    void everyArchitectureLearnsTheTinyShop(ModelSpec spec, Objective objective) {
        LabelledRows train = TinyShop.rows(6000, 1);
        LabelledRows validation = TinyShop.rows(2000, 2);
        TrainingOptions options = TinyShop.options(objective);
        try (MultiTaskGraph graph = MultiTaskGraph.initialise(TinyShop.schema(), spec, options)) {
            TrainingResult result = new GraphTrainer(graph, options).train(train, validation, TinyShop.SILENT);
            assertThat(result.losses().getLast().train()).isLessThan(0.9 * result.losses().getFirst().train());
            Predictions predictions = new GraphScorer(graph).score(validation.rows());
            assertThat(auc(predictions.values()[0], validation.labels()[0])).isGreaterThan(0.7);
        }
    }

    /** Steps without momentum, so that what differs in the last digit is not blown up to a step. */
    @ParameterizedTest
    @MethodSource("specsAndObjectives")
    void verticesThatSaveTimeLearnWhatTheBuiltInOnesLearn(ModelSpec spec, Objective objective) {
        LabelledRows train = TinyShop.rows(2000, 1);
        TrainingOptions options = new TrainingOptions(objective, Map.of(), Optimizer.SGD, 0.3, 1, 0, 128, 2, 0, 7);
        try (MultiTaskGraph fast = MultiTaskGraph.initialise(TinyShop.schema(), spec, options);
                MultiTaskGraph builtIn = fast.storableCopy()) {
            Weights start = WeightExtractor.extract(fast);
            new GraphTrainer(fast, options).train(train, TinyShop.rows(0, 2), TinyShop.SILENT);
            new GraphTrainer(builtIn, options).train(train, TinyShop.rows(0, 2), TinyShop.SILENT);
            Weights learnt = WeightExtractor.extract(fast);
            Weights wanted = WeightExtractor.extract(builtIn);
            wanted.tensors().forEach((name, tensor) -> {
                assertThat(learnt.tensor(name).values()).as(name).containsExactly(tensor.values(), within(1e-5f));
                assertThat(tensor.values()).as(name).isNotEqualTo(start.tensor(name).values());
            });
        }
    }

    /** One step, whose own loss is that of the first weights, and no rows held out that would tell. */
    @Test
    void weightsThatAreNotFiniteEndTheTraining() {
        ModelSpec spec = TinyShop.specs().getFirst();
        TrainingOptions options = new TrainingOptions(Objective.ENTIRE_SPACE, Map.of(), Optimizer.SGD, 1e38, 1, 0, 500,
                1, 0, 7);
        try (MultiTaskGraph graph = MultiTaskGraph.initialise(TinyShop.schema(), spec, options)) {
            assertThatExceptionOfType(DivergedTrainingException.class)
                    .isThrownBy(() -> new GraphTrainer(graph, options).train(TinyShop.rows(500, 1),
                            TinyShop.rows(0, 2), TinyShop.SILENT))
                    .withMessageStartingWith("the sum of the weights became ")
                    .withMessageEndingWith(" after epoch 1; a learning rate below 1.0E38 may help");
        }
    }

    /** One step, whose own loss is that of the first weights. */
    @Test
    void aLossOfTheRowsHeldOutThatIsNotFiniteEndsTheTraining() {
        ModelSpec spec = TinyShop.specs().getFirst();
        TrainingOptions options = new TrainingOptions(Objective.ENTIRE_SPACE, Map.of(), Optimizer.SGD, 1e38, 1, 0, 500,
                1, 0, 7);
        try (MultiTaskGraph graph = MultiTaskGraph.initialise(TinyShop.schema(), spec, options)) {
            assertThatExceptionOfType(DivergedTrainingException.class)
                    .isThrownBy(() -> new GraphTrainer(graph, options).train(TinyShop.rows(500, 1),
                            TinyShop.rows(100, 2), TinyShop.SILENT))
                    .withMessage("the loss of the rows held out became NaN after epoch 1; a learning rate below 1.0E38"
                            + " may help");
        }
    }

    private static double auc(float[] scores, float[] labels) {
        double wins = 0;
        double pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (labels[i] > labels[j]) {
                    pairs++;
                    wins += (scores[i] > scores[j]) ? 1 : (scores[i] == scores[j]) ? 0.5 : 0;
                }
            }
        }
        return wins / pairs;
    }

}
