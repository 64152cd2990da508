package io.multigate.scoring;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import io.multigate.admission.Admission;
import io.multigate.admission.RejectedCallException;
import io.multigate.admission.RejectionReason;
import io.multigate.inference.Crew;

/**
 * The platform threads that score. Scoring keeps a processor busy, so there are only so many of these threads, and
 * whoever waits for them, reads bodies or answers probes runs on threads of another kind. Admission bounds the queue.
 */
final class ScoringThreads implements AutoCloseable, Crew {

    private final ThreadPoolExecutor threads;

    /** Calls that run or wait for a thread. */
    private final AtomicInteger calls = new AtomicInteger();

    /** Calls that wait for a thread; the pool's queue holds invitations to help besides. */
    private final AtomicInteger waiting = new AtomicInteger();

    ScoringThreads(int count) {
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(count, count, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                (work) -> Thread.ofPlatform().name("scoring-" + number.incrementAndGet()).daemon().unstarted(work));
        this.threads.prestartAllCoreThreads();
    }

    /**
     * Runs {@code work} and waits for it until the deadline. The place inside is given back when the work has really
     * ended, which after a deadline is later than this method does.
     * @param unstarted is run when the deadline passes before a thread has taken the work
     * @throws RejectedCallException when too many wait already, or the deadline passes first
     */
    <T> T run(Callable<T> work, Admission.Entry entry, Runnable unstarted) {
        FutureTask<T> task = new FutureTask<>(() -> inside(work, entry));
        try {
            entry.queued();
            queue(task);
        } catch (RuntimeException | Error ex) {
            // No thread will give it back.
            entry.close();
            throw ex;
        }
        try {
            return task.get(entry.deadline().remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException ex) {
            abandon(task, entry, unstarted);
            throw new RejectedCallException(RejectionReason.DEADLINE);
        } catch (InterruptedException ex) {
            abandon(task, entry, unstarted);
            Thread.currentThread().interrupt();
            throw new RejectedCallException(RejectionReason.DEADLINE);
        } catch (ExecutionException ex) {
            throw unwrapped(ex);
        }
    }

    /** Who has an answer finds the place free that the call had, and the memory of its body. */
    private <T> T inside(Callable<T> work, Admission.Entry entry) throws Exception {
        this.waiting.decrementAndGet();
        try (entry) {
            entry.started();
            return work.call();
        } finally {
            this.calls.decrementAndGet();
        }
    }

    private void queue(Runnable task) {
        this.calls.incrementAndGet();
        this.waiting.incrementAndGet();
        try {
            this.threads.execute(task);
        } catch (RuntimeException | Error ex) {
            this.calls.decrementAndGet();
            this.waiting.decrementAndGet();
            throw ex;
        }
    }

    @Override
    public int idle() {
        return Math.max(0, this.threads.getCorePoolSize() - this.calls.get());
    }

    @Override
    public void invite(Runnable help) {
        this.threads.execute(help);
    }

    @Override
    public boolean wanted() {
        return this.waiting.get() > 0;
    }

    /** Work that a thread has taken runs, and looks at the deadline itself. */
    private void abandon(Runnable task, Admission.Entry entry, Runnable unstarted) {
        if (this.threads.remove(task)) {
            this.calls.decrementAndGet();
            this.waiting.decrementAndGet();
            entry.close();
            unstarted.run();
        }
    }

    private static RuntimeException unwrapped(ExecutionException ex) {
        return switch (ex.getCause()) {
            case RuntimeException failure -> failure;
            case Error failure -> throw failure;
            case null, default -> new IllegalStateException(ex);
        };
    }

    @Override
    public void close() {
        this.threads.shutdownNow();
    }

}
