package io.multigate.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.multigate.loading.ModelDirectory;

/**
 * The folders of the model directory at one moment.
 *
 * @param models by the model's name and the version's number
 * @param faults why a model could not be looked at, by its name
 */
record VersionFolders(SortedMap<String, SortedMap<Integer, Path>> models, SortedMap<String, String> faults) {

    /**
     * Looks at the directory.
     * @throws IOException if it is missing or cannot be listed
     */
    static VersionFolders of(Path directory) throws IOException {
        SortedMap<String, SortedMap<Integer, Path>> models = new TreeMap<>();
        SortedMap<String, String> faults = new TreeMap<>();
        ModelDirectory.models(directory).forEach((name, folder) -> {
            try {
                SortedMap<Integer, Path> versions = ModelDirectory.versions(folder);
                if (!versions.isEmpty()) {
                    models.put(name, versions);
                }
            } catch (IOException ex) {
                faults.put(name, ex.toString());
            }
        });
        return new VersionFolders(models, faults);
    }

    /** The folders of one model, none if it is gone; empty if it could not be looked at. */
    Optional<Map<Integer, Path>> of(String model) {
        return this.faults.containsKey(model)
                ? Optional.empty()
                : Optional.of(this.models.getOrDefault(model, Collections.emptySortedMap()));
    }

}
