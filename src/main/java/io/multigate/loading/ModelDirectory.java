package io.multigate.loading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.multigate.model.ModelId;

/** Finds the model versions below a directory: {@code <models>/<name>/<version>}. */
public final class ModelDirectory {

    private ModelDirectory() {}

    /**
     * What is named like a model, by name; nothing else, such as a bundle that is being written, is looked at.
     * @throws IOException if the directory cannot be listed
     */
    public static SortedMap<String, Path> models(Path directory) throws IOException {
        SortedMap<String, Path> models = new TreeMap<>();
        for (Path child : children(directory)) {
            String name = child.getFileName().toString();
            if (ModelId.isName(name)) {
                models.put(name, child);
            }
        }
        return models;
    }

    /**
     * The folders of a model's versions by number; none if the model is gone or no folder.
     * @throws IOException if it cannot be said which there are
     */
    public static SortedMap<Integer, Path> versions(Path model) throws IOException {
        SortedMap<Integer, Path> versions = new TreeMap<>();
        try {
            for (Path child : children(model)) {
                String number = child.getFileName().toString();
                if (ModelId.isVersion(number) && isFolder(child)) {
                    versions.put(Integer.valueOf(number), child);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException _) {
            return Collections.emptySortedMap();
        }
        return versions;
    }

    /** Unlike {@link Files#isDirectory} it does not take a failure of the file system for a no. */
    private static boolean isFolder(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).isDirectory();
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    /** The name and version that a path ends in, if it does. */
    public static Optional<ModelId> id(Path versionDirectory) {
        Path path = versionDirectory.toAbsolutePath().normalize();
        int count = path.getNameCount();
        if (count < 2) {
            return Optional.empty();
        }
        String name = path.getName(count - 2).toString();
        String version = path.getName(count - 1).toString();
        if (!ModelId.isName(name) || !ModelId.isVersion(version)) {
            return Optional.empty();
        }
        return Optional.of(new ModelId(name, Integer.parseInt(version)));
    }

    private static List<Path> children(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.toList();
        } catch (UncheckedIOException ex) {
            throw ex.getCause();
        }
    }

}
