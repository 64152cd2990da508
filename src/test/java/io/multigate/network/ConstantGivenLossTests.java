package io.multigate.network;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The gradient is that of the score, where p(given) is held fast. */
class ConstantGivenLossTests {

    private static final INDArray LABELS = Nd4j.create(new float[]{1, 0, 0, 1}, new long[]{4, 1}, 'c');

    private static final INDArray MASK = Nd4j.create(new float[]{1, 1, 0, 1}, new long[]{4, 1}, 'c');

    private static INDArray probabilities() {
        return Nd4j.create(new float[]{0.3f, 0.2f, 0.02f, 0.6f, 0.5f, 0.4f, 0.9f, 0.7f}, new long[]{4, 2}, 'c');
    }

    @ParameterizedTest
    @EnumSource(names = {"JOINT", "CONDITIONAL"})
    void theGradientIsTheScoresOwn(LossTerm.Kind kind) {
        ConstantGivenLoss loss = new ConstantGivenLoss(
                new LossTerm(TinyShop.TASKS.get(1), kind, 0.5, new ConditionalLoss(1, 0.1, true)));
        INDArray mask = (kind == LossTerm.Kind.CONDITIONAL) ? MASK : Nd4j.ones(4, 1);
        INDArray gradient = loss.computeGradient(LABELS, probabilities(), new ActivationIdentity(), mask);
        for (int row = 0; row < 4; row++) {
            assertThat(gradient.getDouble(row, 0)).isZero();
            double step = 1e-3;
            double slope = (score(loss, row, step, mask) - score(loss, row, -step, mask)) / (2 * step);
            assertThat(gradient.getDouble(row, 1)).isCloseTo(slope, within(1e-3 * Math.max(1, Math.abs(slope))));
        }
    }

    private static double score(ConstantGivenLoss loss, int row, double step, INDArray mask) {
        INDArray probabilities = probabilities();
        probabilities.putScalar(row, 1, probabilities.getDouble(row, 1) + step);
        return loss.computeScore(LABELS, probabilities, new ActivationIdentity(), mask, false);
    }

}
