package io.multigate.registry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import io.multigate.loading.ModelDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills the registry before the service opens its doors. */
final class StartUp {

    private static final Logger LOG = LoggerFactory.getLogger(StartUp.class);

    private final ModelsProperties properties;

    private final VersionLoader loader;

    private final ModelMetrics metrics;

    StartUp(ModelsProperties properties, VersionLoader loader, ModelMetrics metrics) {
        this.properties = properties;
        this.loader = loader;
        this.metrics = metrics;
    }

    /**
     * Loads every version of the model directory.
     * @throws NoServableModelException if none of them may serve
     */
    Snapshot load() {
        Path directory = this.properties.directory();
        List<Path> folders = Files.isDirectory(directory) ? ModelDirectory.versions(directory) : List.of();
        List<ModelVersion> versions = new ArrayList<>();
        for (Path folder : folders) {
            ModelVersion version = ModelVersion.of(this.loader.load(folder));
            versions.add(version);
            this.metrics.record(version);
            report(version, versions.size(), folders.size());
        }
        Snapshot snapshot = Snapshot.of(versions, this.properties.versions(), defaultModel(versions));
        if (snapshot.loaded().findAny().isEmpty()) {
            throw new NoServableModelException(directory, versions);
        }
        announce(snapshot);
        return snapshot;
    }

    private static void report(ModelVersion version, int number, int total) {
        version.reason()
                .ifPresentOrElse(
                        (reason) -> LOG.error("{} of {}: {} does not serve, {}", number, total, version.id(), reason),
                        () -> LOG.info("{} of {}: loaded {} in {} ms", number, total, version.id(),
                                version.took().toMillis()));
    }

    private void announce(Snapshot snapshot) {
        snapshot.models().values().forEach((model) -> {
            boolean isDefault = model.name().equals(snapshot.defaultModel());
            model.serving()
                    .ifPresentOrElse((serving) -> LOG.info("serving {}{}", serving.id(), isDefault ? " (default)" : ""),
                            () -> LOG.error("model {} does not serve", model.name()));
        });
        warnOfUnknown("default", List.of(snapshot.defaultModel()), snapshot);
        warnOfUnknown("required", this.properties.required(), snapshot);
        warnOfUnknown("versions", this.properties.versions().keySet(), snapshot);
    }

    private static void warnOfUnknown(String setting, Collection<String> models, Snapshot snapshot) {
        models.stream()
                .filter((model) -> !snapshot.models().containsKey(model))
                .forEach((model) -> LOG.warn("multigate.models.{} names '{}', which does not exist; available: {}",
                        setting, model, snapshot.models().keySet()));
    }

    /** The configured model where it exists; the only model of a directory that has one needs no configuration. */
    private String defaultModel(List<ModelVersion> versions) {
        SortedSet<String> names = new TreeSet<>(versions.stream().map((version) -> version.id().name()).toList());
        String configured = this.properties.defaultModel();
        if (configured != null && (names.contains(configured) || names.size() != 1)) {
            return configured;
        }
        return names.isEmpty() ? "" : names.getFirst();
    }

}
