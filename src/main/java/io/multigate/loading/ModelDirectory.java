package io.multigate.loading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.multigate.model.ModelId;

/** Finds the model versions below a directory: {@code <models>/<name>/<version>}. */
public final class ModelDirectory {

    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");

    private ModelDirectory() {}

    /**
     * The directories of all versions in order of name and version. Whatever is not named like a model or a version,
     * such as a bundle that is being written, is passed over.
     * @throws UncheckedIOException if the directory cannot be listed
     */
    public static List<Path> versions(Path models) {
        SortedMap<ModelId, Path> versions = new TreeMap<>(
                Comparator.comparing(ModelId::name).thenComparingInt(ModelId::version));
        for (Path name : folders(models)) {
            for (Path version : folders(name)) {
                id(version).ifPresent((id) -> versions.put(id, version));
            }
        }
        return List.copyOf(versions.values());
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
        if (!ModelId.isName(name) || !VERSION.matcher(version).matches()) {
            return Optional.empty();
        }
        return Optional.of(new ModelId(name, Integer.parseInt(version)));
    }

    private static List<Path> folders(Path parent) {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).toList();
        } catch (IOException ex) {
            throw new UncheckedIOException("cannot list " + parent + ": " + ex.getMessage(), ex);
        }
    }

}
