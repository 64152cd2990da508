package io.multigate.inference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import io.multigate.feature.EncodedBatch;
import io.multigate.feature.FeatureEncoder;
import io.multigate.inference.RandomModel.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(20)
class SharedBlocksTests {

    private final AtomicInteger open = new AtomicInteger();

    private SharedBlocks.Worker worker(IntConsumer block) {
        this.open.incrementAndGet();
        return new SharedBlocks.Worker() {

            @Override
            public void accept(int number) {
                block.accept(number);
            }

            @Override
            public void close() {
                SharedBlocksTests.this.open.decrementAndGet();
            }

        };
    }

    /** Threads of a pool, all of them idle. */
    private static class Pool implements Crew {

        private final ExecutorService threads;

        private final boolean wanted;

        Pool(ExecutorService threads, boolean wanted) {
            this.threads = threads;
            this.wanted = wanted;
        }

        @Override
        public int idle() {
            return 3;
        }

        @Override
        public void invite(Runnable help) {
            this.threads.execute(help);
        }

        @Override
        public boolean wanted() {
            return this.wanted;
        }

    }

    @Test
    void everyBlockIsRunOnce() {
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            for (int count = 1; count < 200; count++) {
                Collection<Integer> run = new ConcurrentLinkedQueue<>();
                new SharedBlocks(count).run(new Pool(threads, false), 3, () -> worker(run::add));
                assertThat(run).containsExactlyInAnyOrderElementsOf(IntStream.range(0, count).boxed().toList());
            }
        }
        assertThat(this.open).hasValue(0);
    }

    /** The second block is not begun by the caller before a helper is in the first, or the other way round. */
    @Test
    void helpersRunBlocksBesideTheCaller() {
        CountDownLatch both = new CountDownLatch(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
            new SharedBlocks(2).run(new Pool(threads, false), 1, () -> worker((_) -> {
                both.countDown();
                try {
                    both.await();
                } catch (InterruptedException ex) {
                    throw new IllegalStateException(ex);
                }
            }));
        }
        assertThat(both.getCount()).isZero();
    }

    @Test
    void theCallerWaitsForNobodyWhoHasNotBegun() {
        List<Runnable> invited = new ArrayList<>();
        List<Integer> run = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
            new SharedBlocks(5).run(new Pool(threads, false) {
                @Override
                public void invite(Runnable help) {
                    invited.add(help);
                }
            }, 1, () -> worker(run::add));
        }
        invited.forEach(Runnable::run);

        assertThat(run).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void whoIsWantedElsewhereTakesNoBlock() {
        Thread caller = Thread.currentThread();
        Collection<Thread> runners = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            new SharedBlocks(50).run(new Pool(threads, true), 3,
                    () -> worker((_) -> runners.add(Thread.currentThread())));
        }
        assertThat(runners).hasSize(50).containsOnly(caller);
    }

    @Test
    void theFailureOfABlockIsTheCallers() {
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            SharedBlocks blocks = new SharedBlocks(20);
            assertThatThrownBy(() -> blocks.run(new Pool(threads, false), 3, () -> worker((block) -> {
                throw new IllegalStateException("block " + block);
            }))).isInstanceOf(IllegalStateException.class).hasMessageStartingWith("block");
        }
        assertThat(this.open).hasValue(0);
    }

    /** The models are so small that only many candidates are worth help. */
    @ParameterizedTest
    @EnumSource
    void helpChangesNoBitOfAScore(Architecture architecture) {
        AtomicInteger invitations = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            for (int seed = 0; seed < 4; seed++) {
                RandomModel model = RandomModel.draw(architecture, seed);
                ScoringPlan plan = PlanCompiler.compile(model.schema(), model.spec(), model.weights(),
                        Kernels.FASTEST, 64, new ItemCache(1 << 20));
                EncodedBatch batch = new FeatureEncoder(model.schema()).encode(model.request(40_000, 2));

                Predictions helped = plan.score(batch, new Pool(threads, false) {
                    @Override
                    public void invite(Runnable help) {
                        invitations.incrementAndGet();
                        super.invite(help);
                    }
                });

                Predictions alone = plan.score(batch);
                assertThat(helped.values()).isDeepEqualTo(alone.values());
                assertThat(helped.gates()).isDeepEqualTo(alone.gates());
            }
        }
        assertThat(invitations).hasPositiveValue();
    }

}
