package io.multigate.inference;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The blocks of one batch, shared out among the caller and whoever helps: each takes the next one until none is left.
 * The caller never waits for a helper that has not begun.
 */
final class SharedBlocks {

    private final int count;

    private final Thread caller = Thread.currentThread();

    private final AtomicInteger next = new AtomicInteger();

    private final AtomicInteger done = new AtomicInteger();

    private volatile @Nullable Throwable failure;

    SharedBlocks(int count) {
        this.count = count;
    }

    /**
     * Runs all blocks.
     * @param helpers how many threads of the crew are asked
     * @param blocks makes what runs a block, one for each thread
     */
    void run(Crew crew, int helpers, Supplier<? extends Worker> blocks) {
        for (int i = 0; i < helpers; i++) {
            crew.invite(() -> work(blocks, crew));
        }
        work(blocks, Crew.NONE);
        boolean interrupted = false;
        while (this.done.get() < this.count) {
            LockSupport.park(this);
            // Else parking would not wait again.
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        switch (this.failure) {
            case RuntimeException ex -> throw ex;
            case Error ex -> throw ex;
            case null, default -> {
            }
        }
    }

    private void work(Supplier<? extends Worker> source, Crew crew) {
        if (this.next.get() >= this.count) {
            return;
        }
        try (Worker worker = source.get()) {
            while (!crew.wanted()) {
                int block = this.next.getAndIncrement();
                if (block >= this.count) {
                    return;
                }
                try {
                    worker.accept(block);
                } catch (RuntimeException | Error ex) {
                    this.failure = ex;
                }
                if (this.done.incrementAndGet() == this.count) {
                    LockSupport.unpark(this.caller);
                }
            }
        }
    }

    /** Runs blocks by their number, on one thread. */
    interface Worker extends IntConsumer, AutoCloseable {

        @Override
        void close();

    }

}
