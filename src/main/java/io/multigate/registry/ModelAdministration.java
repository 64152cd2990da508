package io.multigate.registry;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Changes what serves while the service runs: follows the model directory, and does what administrators ask. All of it
 * happens on one thread that gives way to the requests.
 */
public final class ModelAdministration implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ModelAdministration.class);

    /** A tenth of a contended processor: requests hardly notice, and a load under full load still ends. */
    private static final int NICE = 10;

    /** Changes that may wait: whoever asked for one keeps a connection, of which probes need some too. */
    private static final int MOST_WAITING = 16;

    private final Path directory;

    private final ReloadProperties properties;

    private final Reconciler reconciler;

    private final ScheduledThreadPoolExecutor thread;

    private final AtomicBoolean looking = new AtomicBoolean();

    /** Changes that administrators wait for. */
    private final AtomicInteger waiting = new AtomicInteger();

    private volatile boolean running;

    /** Ends the watch. */
    private @Nullable Runnable watch;

    ModelAdministration(Path directory, ReloadProperties properties, Reconciler reconciler) {
        this.directory = directory;
        this.properties = properties;
        this.reconciler = reconciler;
        this.thread = new ScheduledThreadPoolExecutor(1, (work) -> Thread.ofPlatform()
                .name("models")
                .daemon()
                .unstarted(() -> {
                    Niceness.lower(NICE);
                    work.run();
                }));
    }

    @Override
    public void start() {
        this.running = true;
        if (this.properties.enabled()) {
            long interval = this.properties.interval().toNanos();
            Future<?> _ = this.thread.scheduleWithFixedDelay(this::look, interval, interval, TimeUnit.NANOSECONDS);
            this.watch = DirectoryWatch.start(this.directory, this::lookSoon);
        }
    }

    /** However often the directory changes meanwhile, one look waits at most. */
    private void lookSoon() {
        if (this.looking.compareAndSet(false, true)) {
            try {
                this.thread.execute(this::look);
            } catch (RejectedExecutionException _) {
                // The service stops.
            }
        }
    }

    /** Whatever goes wrong once must not end all later looks. */
    private void look() {
        this.looking.set(false);
        try {
            if (!this.reconciler.reconcile(() -> this.waiting.get() > 0 || !this.running)) {
                lookSoon();
            }
        } catch (Throwable ex) {
            tell(ex);
        }
    }

    private static void tell(Throwable failure) {
        try {
            LOG.error("the models stay as they are", failure);
        } catch (Throwable _) {
            // There may be no memory to say so.
        }
    }

    /**
     * Looks at the model directory now.
     * @throws RefusedChangeException if it cannot be listed
     */
    public void reload() {
        run(this.reconciler::reload);
    }

    /**
     * Lets a version answer for its model until it is unpinned or the service starts anew, loading it if need be.
     * @throws UnknownModelException if there is no such version
     * @throws RefusedChangeException if it does not pass its checks
     */
    public void pin(String model, String version) {
        run(() -> this.reconciler.pin(model, version));
    }

    /**
     * Lets the highest version answer again.
     * @throws UnknownModelException if there is no such model
     */
    public void unpin(String model) {
        run(() -> this.reconciler.unpin(model));
    }

    /**
     * Pins the next lower version that passes its checks.
     * @throws UnknownModelException if there is no such model
     * @throws ModelNotServingException if the model does not serve
     * @throws RefusedChangeException if no lower version may serve
     */
    public void rollBack(String model) {
        run(() -> this.reconciler.rollBack(model));
    }

    /**
     * Unloads a version until it is pinned or the service starts anew.
     * @throws UnknownModelException if there is no such version
     * @throws RefusedChangeException if nothing else would answer for the model
     */
    public void unload(String model, String version) {
        run(() -> this.reconciler.unload(model, version));
    }

    /**
     * Waits on a platform thread. To wake a virtual one the thread of low priority may have to start a carrier, which
     * would inherit that and keep it for all requests that it carries later.
     */
    private void run(Runnable change) {
        FutureTask<?> done = new FutureTask<>(() -> submitted(change).get());
        Thread.ofPlatform().name("model-change").daemon().start(done);
        try {
            done.get();
        } catch (ExecutionException ex) {
            throw refusal((ex.getCause() instanceof ExecutionException inner) ? inner.getCause() : ex.getCause());
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new RefusedChangeException("interrupted; the change may still happen");
        }
    }

    private Future<?> submitted(Runnable change) {
        AtomicBoolean waits = new AtomicBoolean(true);
        try {
            if (this.waiting.incrementAndGet() > MOST_WAITING) {
                throw new RefusedChangeException("%d changes wait already; the one under way has not ended yet"
                        .formatted(MOST_WAITING));
            }
            return this.thread.submit(() -> {
                waitsNoLonger(waits);
                change.run();
            });
        } catch (RuntimeException | Error ex) {
            // Else every later look would give way to a change that never comes.
            waitsNoLonger(waits);
            throw ex;
        }
    }

    private void waitsNoLonger(AtomicBoolean waits) {
        if (waits.compareAndSet(true, false)) {
            this.waiting.decrementAndGet();
        }
    }

    private static RuntimeException refusal(@Nullable Throwable cause) {
        return switch (cause) {
            case CancellationException _,RejectedExecutionException _ -> new RefusedChangeException(
                    "the service is stopping");
            case RuntimeException refusal -> refusal;
            case null, default -> new IllegalStateException(cause);
        };
    }

    /** Begins nothing more. What is under way goes on, for a version whose load is interrupted would be called bad. */
    @Override
    public void stop() {
        this.running = false;
        this.thread.shutdown();
        this.thread.getQueue().forEach((waiting) -> ((Future<?>) waiting).cancel(false));
        if (this.watch != null) {
            this.watch.run();
        }
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }

}
