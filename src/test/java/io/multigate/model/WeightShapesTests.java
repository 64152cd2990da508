package io.multigate.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.multigate.feature.FeatureField;
import io.multigate.feature.FeatureSchema;
import io.multigate.feature.Normalizer;
import io.multigate.feature.Side;
import io.multigate.feature.Vocabulary;
import io.multigate.model.ModelSpec.EsmmSpec;
import io.multigate.model.ModelSpec.MmoeSpec;
import io.multigate.model.ModelSpec.SharedBottomSpec;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

class WeightShapesTests {

    private static final List<Task> TASKS = List.of(new Task("ctr", "click", null),
            new Task("cvr", "conversion", "ctr"));

    private static final Map<String, Integer> WIDTHS = Map.of("brand", 4, "price", 2);

    /** Input: brand 4, price 2, age 1 = 7 columns. */
    private static final FeatureSchema SCHEMA = new FeatureSchema(
            List.of(new FeatureField.Categorical("brand", Side.ITEM, "brand"),
                    new FeatureField.Numeric("price", Side.ITEM, new Normalizer.Buckets(List.of(1.0))),
                    new FeatureField.Numeric("age", Side.USER, new Normalizer.Standard(0, 1))),
            Map.of("brand", new Vocabulary.Hashed(8)));

    @Test
    void theInputIsTheConcatenationInTheSchemasOrder() {
        InputLayout layout = InputLayout.of(SCHEMA, new EsmmSpec(TASKS, WIDTHS, List.of()));
        assertThat(layout.width()).isEqualTo(7);
        assertThat(layout.slices()).extracting(InputLayout.Slice::offset).containsExactly(0, 4, 6);
    }

    @Test
    void mmoeHasExpertsGatesAndTowers() {
        assertThat(WeightShapes.of(SCHEMA, new MmoeSpec(TASKS, WIDTHS, 2, List.of(6, 5), List.of(3)))).containsExactly(
                entry("embedding.brand", List.of(10, 4)), entry("embedding.price", List.of(3, 2)),
                entry("expert.0.0.weight", List.of(7, 6)), entry("expert.0.0.bias", List.of(6)),
                entry("expert.0.1.weight", List.of(6, 5)), entry("expert.0.1.bias", List.of(5)),
                entry("expert.1.0.weight", List.of(7, 6)), entry("expert.1.0.bias", List.of(6)),
                entry("expert.1.1.weight", List.of(6, 5)), entry("expert.1.1.bias", List.of(5)),
                entry("gate.ctr.weight", List.of(7, 2)), entry("gate.ctr.bias", List.of(2)),
                entry("gate.cvr.weight", List.of(7, 2)), entry("gate.cvr.bias", List.of(2)),
                entry("tower.ctr.0.weight", List.of(5, 3)), entry("tower.ctr.0.bias", List.of(3)),
                entry("tower.ctr.1.weight", List.of(3, 1)), entry("tower.ctr.1.bias", List.of(1)),
                entry("tower.cvr.0.weight", List.of(5, 3)), entry("tower.cvr.0.bias", List.of(3)),
                entry("tower.cvr.1.weight", List.of(3, 1)), entry("tower.cvr.1.bias", List.of(1)));
    }

    @Test
    void towersReadTheBottomOrTheInput() {
        assertThat(WeightShapes.of(SCHEMA, new SharedBottomSpec(TASKS, WIDTHS, List.of(9), List.of())))
                .containsEntry("bottom.0.weight", List.of(7, 9))
                .containsEntry("tower.cvr.0.weight", List.of(9, 1));
        assertThat(WeightShapes.of(SCHEMA, new EsmmSpec(TASKS, WIDTHS, List.of(4))))
                .containsEntry("tower.ctr.0.weight", List.of(7, 4))
                .containsEntry("tower.ctr.1.weight", List.of(4, 1));
    }

    @Test
    void aSharedGateIsOneForAllTasks() {
        assertThat(WeightShapes.of(SCHEMA, new MmoeSpec(TASKS, WIDTHS, 2, List.of(6), List.of(), Sharing.SHARED)))
                .containsEntry("gate.weight", List.of(7, 2))
                .containsEntry("gate.bias", List.of(2))
                .doesNotContainKeys("gate.ctr.weight", "gate.cvr.weight");
    }

    @Test
    void towersThatShareNothingHaveTablesOfTheirOwn() {
        assertThat(WeightShapes.of(SCHEMA, new EsmmSpec(TASKS, WIDTHS, List.of(), Sharing.TASK))).containsExactly(
                entry("embedding.ctr.brand", List.of(10, 4)), entry("embedding.ctr.price", List.of(3, 2)),
                entry("embedding.cvr.brand", List.of(10, 4)), entry("embedding.cvr.price", List.of(3, 2)),
                entry("tower.ctr.0.weight", List.of(7, 1)), entry("tower.ctr.0.bias", List.of(1)),
                entry("tower.cvr.0.weight", List.of(7, 1)), entry("tower.cvr.0.bias", List.of(1)));
    }

    @Test
    void twoWeightsOfOneNameAreRefused() {
        FeatureSchema schema = new FeatureSchema(
                List.of(new FeatureField.Categorical("one", Side.ITEM, "b.c"),
                        new FeatureField.Categorical("other", Side.ITEM, "c")),
                Map.of("b.c", new Vocabulary.Hashed(8), "c", new Vocabulary.Hashed(8)));
        List<Task> tasks = List.of(new Task("a", "click", null), new Task("a.b", "conversion", "a"));

        assertThatThrownBy(() -> WeightShapes.of(schema,
                new EsmmSpec(tasks, Map.of("b.c", 1, "c", 1), List.of(), Sharing.TASK)))
                .hasMessageContaining("two weights would bear the name 'embedding.a.b.c'");
    }

    @Test
    void aSpecOfTooManyWeightsIsRefusedBeforeTheyAreNamed() {
        assertThatThrownBy(
                () -> WeightShapes.of(SCHEMA, new MmoeSpec(TASKS, WIDTHS, 100_000, List.of(6, 5), List.of(3))))
                .hasMessage("the spec wants 400014 weights; at most 131072 are allowed");
        List<Integer> deep = Collections.nCopies(40_000, 1);
        assertThatThrownBy(() -> WeightShapes.of(SCHEMA, new EsmmSpec(TASKS, WIDTHS, deep, Sharing.TASK)))
                .hasMessage("the spec wants 160008 weights; at most 131072 are allowed");
    }

    @Test
    void aTableWithoutAWidthIsNamed() {
        assertThatThrownBy(() -> WeightShapes.of(SCHEMA, new EsmmSpec(TASKS, Map.of("brand", 4), List.of())))
                .hasMessageContaining("table 'price'; available: [brand]");
    }

    @Test
    void aConditionMustStandBeforeItsTask() {
        assertThatThrownBy(() -> new EsmmSpec(List.of(TASKS.get(1), TASKS.get(0)), WIDTHS, List.of()))
                .hasMessageContaining("must be a binary task that stands before it");
    }

}
