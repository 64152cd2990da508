package io.multigate.inference;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureSchema;
import io.multigate.feature.Side;
import io.multigate.feature.Vocabulary;
import io.multigate.inference.RandomModel.Architecture;
import io.multigate.model.ModelSpec;
import io.multigate.model.Task;
import io.multigate.model.Tensor;
import io.multigate.model.WeightShapes;
import io.multigate.model.Weights;
import org.junit.jupiter.api.Test;
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
            for (float value : new float[]{3e38f, Float.POSITIVE_INFINITY, Float.NaN}) {
                RandomModel model = RandomModel.draw(architecture, 1);
                Arrays.fill(model.weights().tensor(name).values(), value);

                assertThatIllegalArgumentException().as("%s of %s", name, value)
                        .isThrownBy(() -> compile(model, model.weights().tensors()))
                        .withMessageContaining("the weights are so large");
            }
        }
    }

    /** What is infinite times a weight of 0 is no number. */
    @Test
    void embeddingsWhoseSumCouldOverflowAreRefusedWhateverReadsThem() {
        FeatureSchema schema = new FeatureSchema(
                List.of(new FeatureField.CategoricalList("tags", Side.ITEM, "tag", 10)),
                Map.of("tag", new Vocabulary.Hashed(5)));
        ModelSpec spec = new ModelSpec.EsmmSpec(List.of(new Task("ctr", "click", null)), Map.of("tag", 4), List.of());
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        WeightShapes.of(schema, spec)
                .forEach((name, shape) -> tensors.put(name,
                        new Tensor(shape, new float[shape.stream().reduce(1, Math::multiplyExact)])));
        Arrays.fill(Objects.requireNonNull(tensors.get("embedding.tag")).values(), 1e38f);

        assertThatIllegalArgumentException().isThrownBy(() -> PlanCompiler.compile(schema, spec, new Weights(tensors)))
                .withMessageStartingWith("the weights are so large that an input can reach");
    }

}
