package io.multigate.inference;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.multigate.inference.RandomModel.Architecture;
import io.multigate.model.Tensor;
import io.multigate.model.Weights;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlanCompilerTests {

    private static void compile(RandomModel model, Map<String, Tensor> tensors) {
        PlanCompiler.compile(model.schema(), model.spec(), new Weights(tensors));
    }

    @ParameterizedTest
    @EnumSource
    void aWeightThatIsMissingIsNamed(Architecture architecture) {
        RandomModel model = RandomModel.draw(architecture, 1);
        Map<String, Tensor> tensors = new LinkedHashMap<>(model.weights().tensors());
        tensors.remove("tower.cvr.0.bias");

        assertThatIllegalArgumentException().isThrownBy(() -> compile(model, tensors))
                .withMessageContaining("tower.cvr.0.bias");
    }

    @ParameterizedTest
    @EnumSource
    void aWeightOfAnotherShapeIsNamed(Architecture architecture) {
        RandomModel model = RandomModel.draw(architecture, 1);
        Map<String, Tensor> tensors = new LinkedHashMap<>(model.weights().tensors());
        tensors.put("tower.cvr.0.bias", new Tensor(List.of(50), new float[50]));

        assertThatIllegalArgumentException().isThrownBy(() -> compile(model, tensors))
                .withMessageContaining("tower.cvr.0.bias")
                .withMessageContaining("[50]");
    }

    @ParameterizedTest
    @EnumSource
    void weightsThatCouldOverflowAreRefused(Architecture architecture) {
        for (String name : RandomModel.draw(architecture, 1).weights().tensors().keySet()) {
            RandomModel model = RandomModel.draw(architecture, 1);
            Arrays.fill(model.weights().tensor(name).values(), 3e38f);

            assertThatIllegalArgumentException().as(name)
                    .isThrownBy(() -> compile(model, model.weights().tensors()))
                    .withMessageContaining("the weights are so large");
        }
    }

}
