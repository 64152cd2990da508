package io.multigate.inference;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.multigate.feature.EncodedBatch;
import io.multigate.feature.FeatureEncoder;
import io.multigate.inference.RandomModel.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What is kept of items shows in the counters and nowhere else. */
class ItemCacheTests {

    private static final int MODELS = 40;

    private static ScoringPlan plan(RandomModel model, ItemCache items) {
        return PlanCompiler.compile(model.schema(), model.spec(), model.weights(), Kernels.FASTEST, 16, items);
    }

    private static ScoringPlan plan(RandomModel model) {
        return PlanCompiler.compile(model.schema(), model.spec(), model.weights());
    }

    private static EncodedBatch encode(RandomModel model, int candidates, long seed) {
        return new FeatureEncoder(model.schema()).encode(model.request(candidates, seed));
    }

    private static void assertEqual(Predictions actual, Predictions expected) {
        assertThat(actual.values()).isDeepEqualTo(expected.values());
        assertThat(actual.gates()).isDeepEqualTo(expected.gates());
    }

    @ParameterizedTest
    @EnumSource
    void keptAndComputedPartsGiveTheSameScoresToTheLastBit(Architecture architecture) {
        for (int seed = 0; seed < MODELS; seed++) {
            RandomModel model = RandomModel.draw(architecture, seed);
            ScoringPlan keeping = plan(model, new ItemCache(1 << 20));
            for (int request = 0; request < 6; request++) {
                EncodedBatch batch = encode(model, 50, request % 3);
                assertEqual(keeping.score(batch), plan(model).score(batch));
            }
            assertThat(keeping.items().orElseThrow().hits()).isGreaterThanOrEqualTo(150);
        }
    }

    @Test
    void theSameItemsAreFoundAgainWhoeverAsks() {
        RandomModel model = RandomModel.draw(Architecture.MMOE, 3);
        ScoringPlan plan = plan(model, new ItemCache(1 << 20));
        ItemShelf shelf = plan.items().orElseThrow();

        plan.score(encode(model, 100, 1));
        long computed = shelf.misses();
        plan.score(encode(model, 100, 1));

        assertThat(computed + shelf.hits()).isEqualTo(200);
        assertThat(shelf.misses()).isEqualTo(computed);
        assertThat(shelf.bytes()).isPositive();
    }

    /** The least cache that holds a few items: most of them come and go, and the scores stay. */
    @Test
    void aSmallCacheStaysWithinItsBound() throws Exception {
        RandomModel model = RandomModel.draw(Architecture.MMOE, 3);
        ItemCache items = new ItemCache(5_000);
        ScoringPlan plan = plan(model, items);
        ItemShelf shelf = plan.items().orElseThrow();
        List<EncodedBatch> batches = IntStream.range(0, 50).mapToObj((i) -> encode(model, 60, i)).toList();
        List<Predictions> expected = batches.stream().map(plan(model)::score).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Predictions>> calls = batches.stream()
                    .<Callable<Predictions>>map((batch) -> () -> plan.score(batch))
                    .toList();
            List<Future<Predictions>> answers = threads.invokeAll(calls);
            for (int i = 0; i < answers.size(); i++) {
                assertEqual(answers.get(i).get(), expected.get(i));
            }
        }
        assertThat(shelf.evictions()).isPositive();
        items.parts().cleanUp();
        long held = items.parts().asMap().entrySet().stream()
                .mapToLong((part) -> ItemCache.weight(part.getKey(), part.getValue().length))
                .sum();
        assertThat(shelf.bytes()).isEqualTo(held).isBetween(1L, 5_000L);
        assertThat(items.room()).isEqualTo(5_000 - held);
    }

    @Test
    void itemsAskedForAgainAndAgainStayWhileOthersComeAndGo() {
        RandomModel model = RandomModel.draw(Architecture.MMOE, 3);
        EncodedBatch popular = encode(model, 50, 1);
        ScoringPlan roomy = plan(model, new ItemCache(1 << 20));
        roomy.score(popular);
        ScoringPlan plan = plan(model, new ItemCache(2 * roomy.items().orElseThrow().bytes()));
        ItemShelf shelf = plan.items().orElseThrow();
        long found = 0;
        for (int passing = 0; passing < 600; passing++) {
            long before = shelf.hits();
            plan.score(popular);
            found += shelf.hits() - before;
            plan.score(encode(model, 50, 100 + passing));
        }

        assertThat(found).isGreaterThan(29_000);
        assertThat(shelf.evictions()).isGreaterThan(100);
    }

    /**
     * Else a catalogue larger than the cache would make garbage of every part that it lacks. Whatever is left when no more
     * parts fit in, be it almost as much as one takes.
     */
    @Test
    void aFullCacheTakesFewOfTheItemsThatAreAskedForOnce() {
        RandomModel model = RandomModel.draw(Architecture.MMOE, 3);
        List<EncodedBatch> batches = IntStream.range(0, 200).mapToObj((seed) -> encode(model, 50, seed)).toList();
        for (int left = 0; left < 400; left += 8) {
            ScoringPlan plan = plan(model, new ItemCache(20_000 + left));
            ItemShelf shelf = plan.items().orElseThrow();
            batches.forEach(plan::score);

            assertThat(shelf.evictions()).as("of %d bytes", 20_000 + left)
                    .isBetween(shelf.misses() / 48, shelf.misses() / 24);
        }
    }

    @Test
    void aNewVersionFindsTheRoomOfTheOneThatWent() {
        ItemCache items = new ItemCache(20_000);
        RandomModel model = RandomModel.draw(Architecture.MMOE, 3);
        ScoringPlan former = plan(model, items);
        IntStream.range(0, 50).forEach((seed) -> former.score(encode(model, 50, seed)));
        ScoringPlan latter = plan(model, items);
        EncodedBatch batch = encode(model, 20, 1);

        former.items().orElseThrow().close();
        assertThat(items.room()).isEqualTo(20_000);
        latter.score(batch);
        long before = latter.items().orElseThrow().hits();
        latter.score(batch);

        assertThat(latter.items().orElseThrow().hits() - before).isEqualTo(20);
    }

    @Test
    void whatEverybodyAsksForNowTakesTheFullCacheOver() {
        RandomModel model = RandomModel.draw(Architecture.MMOE, 3);
        EncodedBatch former = encode(model, 50, 1);
        EncodedBatch latter = encode(model, 50, 2);
        ScoringPlan roomy = plan(model, new ItemCache(1 << 20));
        roomy.score(former);
        ScoringPlan plan = plan(model, new ItemCache(roomy.items().orElseThrow().bytes() * 11 / 10));
        ItemShelf shelf = plan.items().orElseThrow();
        IntStream.range(0, 20).forEach((_) -> plan.score(former));
        IntStream.range(0, 800).forEach((_) -> plan.score(latter));
        long before = shelf.hits();

        plan.score(latter);

        assertThat(shelf.hits() - before).isGreaterThan(45);
    }

    @Test
    void twoModelsShareTheBytesButNoItems() {
        ItemCache items = new ItemCache(1 << 20);
        RandomModel one = RandomModel.draw(Architecture.MMOE, 3);
        RandomModel other = new RandomModel(one.schema(), one.spec(),
                RandomModel.draw(Architecture.MMOE, 3).weights());
        Arrays.fill(other.weights().tensor("expert.0.0.weight").values(), 0.5f);
        ScoringPlan first = plan(one, items);
        ScoringPlan second = plan(other, items);
        EncodedBatch batch = encode(one, 40, 1);

        first.score(batch);

        assertEqual(second.score(batch), plan(other).score(batch));
        assertThat(second.items().orElseThrow().misses()).isEqualTo(first.items().orElseThrow().misses());
    }

    @Test
    void aClosedShelfLeavesTheOthersAndTakesNothingMore() {
        ItemCache items = new ItemCache(1 << 20);
        RandomModel model = RandomModel.draw(Architecture.ESMM, 3);
        ScoringPlan retired = plan(model, items);
        ScoringPlan serving = plan(model, items);
        EncodedBatch batch = encode(model, 40, 1);
        retired.score(batch);
        serving.score(batch);

        retired.items().orElseThrow().close();
        assertEqual(retired.score(batch), serving.score(batch));

        assertThat(retired.items().orElseThrow().bytes()).isZero();
        assertThat(serving.items().orElseThrow().hits()).isGreaterThanOrEqualTo(40);
    }

    /** The cache asks what a part weighs when it is about to take it: that is when this shelf is closed. */
    @Test
    void aPartThatIsKeptWhileItsShelfIsClosedIsDroppedToo() {
        AtomicReference<ItemShelf> closing = new AtomicReference<>();
        Cache<ItemKey, float[]> parts = Caffeine.newBuilder().maximumWeight(1_000).<ItemKey, float[]>weigher((_, _) -> {
            closing.get().close();
            return 1;
        }).build();
        ItemShelf shelf = new ItemShelf(new ItemCache(1_000, parts), 8);
        closing.set(shelf);
        ItemKey key = new ItemKey();
        key.start(shelf);

        shelf.keep(key, new float[8]);

        assertThat(parts.asMap()).isEmpty();
    }

    @Test
    void whatPartsMayStillTakeIsWhatTheyDoNotTakeYet() {
        ItemCache items = new ItemCache(1 << 20);
        RandomModel model = RandomModel.draw(Architecture.MMOE, 3);
        ScoringPlan plan = plan(model, items);
        assertThat(items.room()).isEqualTo(1 << 20);

        plan.score(encode(model, 40, 1));

        assertThat(items.room()).isEqualTo((1 << 20) - plan.items().orElseThrow().bytes()).isLessThan(1 << 20);
        assertThat(ItemCache.NONE.room()).isZero();
    }

    @Test
    void onlyModelsWhoseItemsTakeLongToComputeKeepThem() {
        RandomModel small = RandomModel.draw(Architecture.MMOE, 1);

        assertThat(PlanCompiler.compile(small.schema(), small.spec(), small.weights(), new ItemCache(1 << 20)).items())
                .isEmpty();
    }

    @Test
    void aCacheOfLessThanNoBytesIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ItemCache(-1)).withMessageContaining("0 or more");
    }

}
