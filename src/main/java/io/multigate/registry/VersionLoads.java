package io.multigate.registry;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.multigate.bundle.BundleReader;
import io.multigate.bundle.InvalidBundleException;
import io.multigate.loading.DirectoryStamp;
import io.multigate.loading.LoadReport.Step;
import io.multigate.model.ModelId;
import io.multigate.model.ModelManifest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads versions, says and counts what came of it, and remembers how their directories looked, so that nothing is tried
 * again before something has changed.
 */
final class VersionLoads {

    private static final Logger LOG = LoggerFactory.getLogger(VersionLoads.class);

    private final VersionLoader loader;

    private final ModelMetrics metrics;

    private final Map<ModelId, DirectoryStamp> seen = new ConcurrentHashMap<>();

    VersionLoads(VersionLoader loader, ModelMetrics metrics) {
        this.loader = loader;
        this.metrics = metrics;
    }

    ModelMetrics metrics() {
        return this.metrics;
    }

    /** Whether the directory looks otherwise than it did when the version was last loaded or examined. */
    boolean hasChanged(ModelId id, DirectoryStamp now) {
        return !now.equals(this.seen.get(id));
    }

    /** Loads a version, whatever came of it before. */
    ModelVersion load(ModelId id, Path folder) {
        // Taken first: what is written while it is being read makes the next look differ.
        this.seen.put(id, DirectoryStamp.of(folder));
        ModelVersion version = ModelVersion.of(this.loader.load(folder));
        this.metrics.record(version);
        version.reason()
                .ifPresentOrElse((reason) -> LOG.error("{} does not serve, {}", id, reason),
                        () -> LOG.info("loaded {} in {} ms: {}", id, version.took().toMillis(), steps(version)));
        return version;
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
     * Looks at the changed files of a version that is loaded. A version never changes: what was loaded goes on.
     * @return what is wrong with the files; empty if they still say what was loaded
     */
    Optional<String> examine(ServingModel model, Path folder, DirectoryStamp now) {
        this.seen.put(model.id(), now);
        Optional<String> fault = fault(model, folder).map((reason) -> ModelVersion.tag(Step.FILES) + ": " + reason);
        fault.ifPresent((reason) -> {
            this.metrics.recordFailure(model.id().name(), Step.FILES);
            LOG.error("{} goes on as it was loaded, but its directory is spoilt, {}", model.id(), reason);
        });
        return fault;
    }

    private static Optional<String> fault(ServingModel model, Path folder) {
        try {
            ModelManifest manifest = BundleReader.readManifest(folder);
            if (!manifest.equals(model.manifest())) {
                return Optional.of("replaced since it was loaded; a version never changes, "
                        + "publish the new one under the next number");
            }
            BundleReader.verifyFiles(folder, manifest);
            return Optional.empty();
        } catch (InvalidBundleException ex) {
            return Optional.of(String.valueOf(ex.getMessage()));
        }
    }

    /** Lets a version that has gone be loaded anew should it come back. */
    void forget(ModelId id) {
        this.seen.remove(id);
    }

}
