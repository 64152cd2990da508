package io.multigate.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.multigate.TestModels;
import io.multigate.feature.FeatureEncoder;
import io.multigate.feature.FeatureRequest;
import io.multigate.feature.FeatureRow;
import io.multigate.feature.FeatureSchema;
import io.multigate.inference.ItemCache;
import io.multigate.inference.ItemShelf;
import io.multigate.inference.PlanCompiler;
import io.multigate.inference.ScoringPlan;
import io.multigate.loading.LoadReport;
import io.multigate.loading.LoadedModel;
import io.multigate.model.ModelId;
import io.multigate.model.ModelSpec;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** In which order a version comes and another goes. */
class ModelRegistryTests {

    /** Large enough for its items to be worth keeping. */
    private static final ModelSpec SPEC = TestModels.mmoe(40, 256);

    private final ItemCache items = new ItemCache(1 << 20);

    private final ModelVersion first = version(1);

    private final ModelVersion second = version(2);

    private ModelVersion version(int number) {
        ModelId id = new ModelId("shop", number);
        FeatureSchema schema = TestModels.schema();
        ScoringPlan plan = PlanCompiler.compile(schema, SPEC, TestModels.weights(schema, SPEC, number), this.items);
        LoadedModel model = new LoadedModel(TestModels.loaded(id, SPEC, plan).manifest(), new FeatureEncoder(schema),
                plan, plan.items());
        return new ModelVersion(id, new LoadReport(List.of()), Optional.of(new ServingModel(model)), Duration.ZERO,
                Optional.empty());
    }

    private static Snapshot snapshot(ModelVersion... versions) {
        return new Snapshot(new TreeMap<>(Map.of("shop",
                new RegisteredModel("shop", List.of(versions), Optional.empty()))), "shop");
    }

    private static ItemShelf items(ModelVersion version) {
        return version.model().orElseThrow().loaded().items().orElseThrow();
    }

    private static void score(ModelVersion version) {
        ServingModel model = version.model().orElseThrow();
        model.scorer()
                .score(model.encoder()
                        .encode(new FeatureRequest(FeatureRow.EMPTY, FeatureRow.EMPTY, List.of(FeatureRow.EMPTY))));
    }

    @Test
    void nothingIsRetiredBeforeItsSuccessorAnswers() {
        Snapshot before = snapshot(this.first);
        Snapshot after = snapshot(this.second);
        ModelRegistry registry = new ModelRegistry(before);
        List<String> seen = new ArrayList<>();
        registry.observe(new ModelRegistry.Observer() {

            @Override
            public void add(Snapshot next) {
                seen.add("add " + next.loaded().toList().getFirst().id() + " while " + answering());
            }

            @Override
            public void retire(Snapshot now) {
                seen.add("retire all but " + now.loaded().toList().getFirst().id() + " while " + answering());
            }

            private String answering() {
                return registry.snapshot().serving("shop").id() + " answers";
            }

        });

        registry.publish(after);

        assertThat(seen).containsExactly("add shop/1 while shop/1 answers",
                "retire all but shop/1 while shop/1 answers", "add shop/2 while shop/1 answers",
                "retire all but shop/2 while shop/2 answers");
    }

    @Test
    void aRetiredVersionKeepsNothingOfItems() {
        ModelRegistry registry = new ModelRegistry(snapshot(this.first));
        registry.observe(new RetiredItems());
        score(this.first);
        assertThat(items(this.first).bytes()).isPositive();

        registry.publish(snapshot(this.second));
        assertThat(items(this.first).bytes()).isZero();
        score(this.first);
        assertThat(items(this.first).bytes()).isZero();
    }

    @Test
    void aVersionThatNoLongerAnswersForItsModelDropsWhatItKeptAndMayKeepMore() {
        ModelRegistry registry = new ModelRegistry(snapshot(this.first));
        registry.observe(new RetiredItems());
        score(this.first);
        score(this.second);

        registry.publish(snapshot(this.first, this.second));
        assertThat(items(this.first).bytes()).isZero();
        assertThat(items(this.second).bytes()).isPositive();
        score(this.first);
        assertThat(items(this.first).bytes()).isPositive();
    }

}
