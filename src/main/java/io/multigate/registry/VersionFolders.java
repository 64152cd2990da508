package io.multigate.registry;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.multigate.loading.ModelDirectory;
import io.multigate.model.ModelId;

/**
 * The folders of the model directory at one moment.
 *
 * @param models by the model's name and the version's number
 */
record VersionFolders(SortedMap<String, SortedMap<Integer, Path>> models) {

    /**
     * Lists the directory; one that is missing holds nothing.
     * @throws UncheckedIOException if it cannot be listed
     */
    static VersionFolders of(Path directory) {
        SortedMap<String, SortedMap<Integer, Path>> models = new TreeMap<>();
        if (Files.isDirectory(directory)) {
            for (Path folder : ModelDirectory.versions(directory)) {
                ModelId id = ModelDirectory.id(folder).orElseThrow();
                models.computeIfAbsent(id.name(), (_) -> new TreeMap<>()).put(id.version(), folder);
            }
        }
        return new VersionFolders(models);
    }

    Map<Integer, Path> of(String model) {
        return this.models.getOrDefault(model, Collections.emptySortedMap());
    }

}
