package io.multigate.registry;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills the registry before the service opens its doors. */
final class StartUp {

    private static final Logger LOG = LoggerFactory.getLogger(StartUp.class);

    private static final String SHIPPED_DEFAULT = "shop-mmoe";

    private final ModelsProperties properties;

    private final VersionLoads loads;

    StartUp(ModelsProperties properties, VersionLoads loads) {
        this.properties = properties;
        this.loads = loads;
    }

    /**
     * Loads what the model directory holds, several models at a time.
     * @throws NoServableModelException if none of them may serve
     */
    Snapshot load() {
        VersionFolders folders = folders();
        SortedMap<String, RegisteredModel> models = models(folders);
        Snapshot snapshot = new Snapshot(models, defaultModel(folders));
        if (snapshot.loaded().findAny().isEmpty()) {
            throw NoServableModelException.of(this.properties.directory(), reasons(models, folders));
        }
        announce(snapshot);
        folders.faults().forEach((name, fault) -> LOG.error("model {} cannot be looked at: {}", name, fault));
        return snapshot;
    }

    private VersionFolders folders() {
        Path directory = this.properties.directory();
        try {
            VersionFolders folders = VersionFolders.of(directory);
            if (folders.models().isEmpty() && folders.faults().isEmpty()) {
                throw NoServableModelException.empty(directory);
            }
            return folders;
        } catch (NoSuchFileException _) {
            throw NoServableModelException.empty(directory);
        } catch (IOException ex) {
            throw NoServableModelException.unlistable(directory, ex);
        }
    }

    /** Why nothing serves, by version or, where none could be looked for, by model. */
    private static Map<String, String> reasons(SortedMap<String, RegisteredModel> models, VersionFolders folders) {
        Map<String, String> reasons = new LinkedHashMap<>();
        models.values()
                .stream()
                .flatMap((model) -> model.versions().stream())
                .forEach((version) -> reasons.put(version.id().toString(), version.reason().orElse("does not serve")));
        models.values()
                .stream()
                .filter((model) -> model.versions().isEmpty())
                .forEach((model) -> reasons.put(model.name(), "nothing of it could be loaded; the log tells why"));
        folders.faults().forEach((name, fault) -> reasons.put(name, "cannot be looked at: " + fault));
        return reasons;
    }

    private SortedMap<String, RegisteredModel> models(VersionFolders folders) {
        Lineup lineup = new Lineup(this.loads, this.properties.keep());
        Wishes wishes = new Wishes(this.properties.versions(), Set.of());
        Map<String, Future<RegisteredModel>> pending = new TreeMap<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            folders.models()
                    .forEach((name, versions) -> pending.put(name,
                            threads.submit(() -> lineup.next(nothing(name), versions, wishes))));
        }
        SortedMap<String, RegisteredModel> models = new TreeMap<>();
        pending.forEach((name, model) -> models.put(name, result(name, model)));
        return models;
    }

    /** Whatever goes wrong with one model must not keep the others from serving; the next look, if any, tries it again. */
    private static RegisteredModel result(String name, Future<RegisteredModel> model) {
        try {
            return model.get();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        } catch (ExecutionException ex) {
            LOG.error("model {} cannot be loaded", name, ex.getCause());
            return nothing(name);
        }
    }

    private static RegisteredModel nothing(String name) {
        return new RegisteredModel(name, List.of(), Optional.empty());
    }

    private void announce(Snapshot snapshot) {
        snapshot.models().values().forEach((model) -> {
            boolean isDefault = model.name().equals(snapshot.defaultModel());
            model.serving()
                    .ifPresentOrElse((serving) -> LOG.info("serving {}{}", serving.id(), isDefault ? " (default)" : ""),
                            () -> LOG.error("model {} does not serve", model.name()));
        });
        if (snapshot.defaultModel() == null) {
            LOG.warn("POST /v1/score has no model to ask: multigate.models.default names one of {}",
                    snapshot.models().keySet());
        } else {
            warnOfUnknown("default", List.of(snapshot.defaultModel()), snapshot);
        }
        warnOfUnknown("required", this.properties.required(), snapshot);
        warnOfUnknown("versions", this.properties.versions().keySet(), snapshot);
    }

    private static void warnOfUnknown(String setting, Collection<String> models, Snapshot snapshot) {
        models.stream()
                .filter((model) -> !snapshot.models().containsKey(model))
                .forEach((model) -> LOG.warn("multigate.models.{} names '{}', which does not exist yet; available: {}",
                        setting, model, snapshot.models().keySet()));
    }

    /** What is configured, be it there or not: other pods answer with it, or will. None is guessed among several. */
    private @Nullable String defaultModel(VersionFolders folders) {
        @Nullable
        String configured = this.properties.defaultModel();
        if (configured != null) {
            return configured;
        }
        SortedSet<String> names = new TreeSet<>(folders.models().keySet());
        names.addAll(folders.faults().keySet());
        if (names.size() == 1) {
            return names.first();
        }
        return names.contains(SHIPPED_DEFAULT) ? SHIPPED_DEFAULT : null;
    }

}
