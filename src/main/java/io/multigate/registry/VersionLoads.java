package io.multigate.registry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import io.multigate.bundle.BundleReader;
import io.multigate.bundle.InvalidBundleException;
import io.multigate.loading.DirectoryStamp;
import io.multigate.loading.LoadOutcome;
import io.multigate.loading.LoadReport.Step;
import io.multigate.loading.PassingFailures;
import io.multigate.model.ModelId;
import io.multigate.model.ModelManifest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads versions, says and counts what came of it, and remembers how their directories looked, so that nothing is tried
 * again before something has changed, or may have.
 */
final class VersionLoads {

    private static final Logger LOG = LoggerFactory.getLogger(VersionLoads.class);

    /** After a failure that may pass by itself; each further one doubles it. */
    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final VersionLoader loader;

    private final ModelMetrics metrics;

    private final LongSupplier nanoTime;

    private final Map<ModelId, DirectoryStamp> seen = new ConcurrentHashMap<>();

    private final Map<ModelId, Retry> retries = new ConcurrentHashMap<>();

    VersionLoads(VersionLoader loader, ModelMetrics metrics, LongSupplier nanoTime) {
        this.loader = loader;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    /** When a version is tried again, in nanoseconds of the clock, and how long after the try before. */
    private record Retry(long at, Duration after) {}

    ModelMetrics metrics() {
        return this.metrics;
    }

    /** Whether the directory looks otherwise than it did when the version was last loaded or examined. */
    boolean hasChanged(ModelId id, DirectoryStamp now) {
        return !now.equals(this.seen.get(id));
    }

    /** Whether a version whose failure may have passed has waited long enough. */
    boolean isDue(ModelId id) {
        Retry retry = this.retries.get(id);
        return retry == null || this.nanoTime.getAsLong() - retry.at >= 0;
    }

    /** Lets the next look try all versions again whose failures may have passed. */
    void waitNoLonger() {
        this.retries.clear();
    }

    /** Loads a version, whatever came of it before. */
    ModelVersion load(ModelId id, Path folder) {
        // Taken first: what is written while it is being read makes the next look differ.
        DirectoryStamp stamp = DirectoryStamp.of(folder);
        if (!stamp.equals(this.seen.put(id, stamp))) {
            this.retries.remove(id);
        }
        ModelVersion version = ModelVersion.of(loaded(id, folder));
        if (!version.isLoaded()) {
            forgetUnless(stamp, id, folder);
        }
        this.retries.compute(id, (_, before) -> version.isRetryable() ? next(before) : null);
        this.metrics.record(version);
        version.reason()
                .ifPresentOrElse((reason) -> LOG.error("{} does not serve, {}", id, reason),
                        () -> LOG.info("loaded {} in {} ms: {}", id, version.took().toMillis(), steps(version)));
        return version;
    }

    private LoadOutcome loaded(ModelId id, Path folder) {
        try {
            return this.loader.load(folder);
        } catch (Throwable ex) {
            // Not seen to its end: nobody knows what there is to be said of it.
            this.seen.remove(id);
            throw ex;
        }
    }

    /** What was judged while it was written, or while its file system was away, may come back as it was before. */
    private void forgetUnless(DirectoryStamp still, ModelId id, Path folder) {
        if (!DirectoryStamp.of(folder).equals(still)) {
            this.seen.remove(id);
        }
    }

    private Retry next(@Nullable Retry before) {
        Duration wait = (before == null) ? FIRST_WAIT : before.after.multipliedBy(2);
        Duration bounded = (wait.compareTo(LONGEST_WAIT) < 0) ? wait : LONGEST_WAIT;
        return new Retry(this.nanoTime.getAsLong() + bounded.toNanos(), bounded);
    }

    /** Where the time went, such as {@code files 3, memory 0}; in milliseconds. */
    private static String steps(ModelVersion version) {
        return version.report()
                .checks()
                .stream()
                .map((check) -> ModelVersion.tag(check.step()) + " " + check.took().toMillis())
                .collect(Collectors.joining(", "));
    }

    /**
     * Looks at the changed files of a version that is loaded. A version never changes: what was loaded goes on. Where they
     * cannot be read for a reason that may pass, they are looked at again.
     * @return what is wrong with the files; empty if they still say what was loaded
     */
    Optional<String> examine(ServingModel model, Path folder, DirectoryStamp now) {
        ModelId id = model.id();
        try {
            Optional<String> fault = fault(model, folder);
            this.seen.put(id, now);
            this.retries.remove(id);
            return fault.map((reason) -> spoilt(id, reason));
        } catch (InvalidBundleException ex) {
            if (PassingFailures.isOfTheFileSystem(ex)) {
                // They may be as they were before: mended, the directory looks as it did when it was seen last.
                this.seen.remove(id);
                this.retries.compute(id, (_, before) -> next(before));
            } else {
                this.seen.put(id, now);
                forgetUnless(now, id, folder);
            }
            return Optional.of(spoilt(id, String.valueOf(ex.getMessage())));
        }
    }

    private String spoilt(ModelId id, String fault) {
        String reason = ModelVersion.tag(Step.FILES) + ": " + fault;
        this.metrics.recordFailure(id.name(), Step.FILES);
        LOG.error("{} goes on as it was loaded, but its directory is spoilt, {}", id, reason);
        return reason;
    }

    private static Optional<String> fault(ServingModel model, Path folder) {
        ModelManifest manifest = BundleReader.readManifest(folder);
        if (!manifest.equals(model.manifest())) {
            return Optional.of("replaced since it was loaded; a version never changes, "
                    + "publish the new one under the next number");
        }
        BundleReader.verifyFiles(folder, manifest);
        return Optional.empty();
    }

    /** Lets a version that has gone be loaded anew should it come back. */
    void forget(ModelId id) {
        this.seen.remove(id);
        this.retries.remove(id);
    }

}
