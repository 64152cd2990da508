package io.multigate.inference;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureField.Categorical;
import io.multigate.feature.FeatureField.CategoricalList;
import io.multigate.feature.FeatureField.Numeric;
import io.multigate.feature.Normalizer;
import io.multigate.feature.Side;
import io.multigate.inference.RandomModel.Architecture;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is proven on random models holds for what they hold. */
class RandomModelTests {

    private static final int MODELS = 15;

    private static Stream<RandomModel> models() {
        return Stream.of(Architecture.values())
                .flatMap((architecture) -> Stream.iterate(0, (seed) -> seed + 1)
                        .limit(MODELS)
                        .map((seed) -> RandomModel.draw(architecture, seed)));
    }

    @Test
    void aFewModelsHoldEveryKindOnEverySide() {
        Set<String> drawn = models().flatMap((model) -> model.schema().fields().stream())
                .map((field) -> kind(field).getSimpleName() + " " + field.side())
                .collect(Collectors.toSet());

        List<Class<?>> kinds = List.of(Categorical.class, CategoricalList.class, Normalizer.Standard.class,
                Normalizer.Log1p.class, Normalizer.MinMax.class, Normalizer.Buckets.class);
        assertThat(drawn).containsExactlyInAnyOrderElementsOf(kinds.stream()
                .flatMap((kind) -> Stream.of(Side.values()).map((side) -> kind.getSimpleName() + " " + side))
                .toList());
    }

    private static Class<?> kind(FeatureField field) {
        return (field instanceof Numeric numeric) ? numeric.normalizer().getClass() : field.getClass();
    }

    @Test
    void aFewModelsHaveTwoToFourTasks() {
        assertThat(models().map((model) -> model.spec().tasks().size())).contains(2, 3, 4);
    }

}
