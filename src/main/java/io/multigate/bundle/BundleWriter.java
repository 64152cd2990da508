package io.multigate.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.multigate.model.ModelId;
import io.multigate.model.ModelManifest;
import io.multigate.model.ModelManifest.FileEntry;
import io.multigate.model.Tensor;
import io.multigate.model.WeightShapes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes model versions below one directory. A version is written to a folder whose name begins with a dot and renamed
 * last, so it is either not there or whole.
 */
public final class BundleWriter {

    private static final Logger LOG = LoggerFactory.getLogger(BundleWriter.class);

    /** How often another writer may snatch the version away before this one gives up. */
    private static final int ATTEMPTS = 10;

    private static final String RECIPE = "recipe.yaml";

    private final Path models;

    /**
     * A writer into this directory.
     * @param models holds {@code <name>/<version>/}
     */
    public BundleWriter(Path models) {
        this.models = models;
    }

    /** The version that the next bundle of this model gets: one more than the highest there is. */
    public int nextVersion(String name) {
        Path folder = this.models.resolve(name);
        if (!Files.isDirectory(folder)) {
            return 1;
        }
        try (Stream<Path> versions = Files.list(folder)) {
            return 1 + versions.map((version) -> version.getFileName().toString())
                    .filter(ModelId::isVersion)
                    .mapToInt(Integer::parseInt)
                    .max()
                    .orElse(0);
        } catch (IOException ex) {
            throw new UncheckedIOException("cannot list " + folder, ex);
        }
    }

    /**
     * Makes the folder of a model and sure that a version can be written into it, for whoever has hours of work before
     * one is.
     * @throws UncheckedIOException if it cannot
     */
    public void prepare(String name) {
        Path folder = this.models.resolve(name);
        try {
            Files.createDirectories(folder);
            Files.delete(workshop(folder));
        } catch (IOException ex) {
            throw new UncheckedIOException("cannot write a version into " + folder, ex);
        }
    }

    /**
     * Writes the next version.
     * @param contents what it consists of
     * @param network writes the DL4J network that has the same weights to the file that it is given
     * @param recipeYaml how it was trained; written beside the versions
     * @return the version's directory
     * @throws InvalidBundleException if the contents do not belong together, so that the version would never load
     * @throws UncheckedIOException if it cannot be written; then no version appears
     */
    public Path write(BundleContents contents, Consumer<Path> network, String recipeYaml) {
        requireWhole(contents);
        Path folder = this.models.resolve(contents.name());
        try {
            Files.createDirectories(folder);
            Path workshop = workshop(folder);
            try {
                Path version = Files.createDirectory(workshop.resolve("version"));
                Path recipe = Files.writeString(workshop.resolve(RECIPE), recipeYaml);
                Map<String, FileEntry> entries = writeFiles(contents, network, version);
                force(recipe);
                Path published = publish(contents, entries, version, folder);
                keep(recipe, folder);
                return published;
            } finally {
                clear(workshop);
            }
        } catch (IOException ex) {
            throw new UncheckedIOException("cannot write a version into " + folder, ex);
        }
    }

    private static void requireWhole(BundleContents contents) {
        WeightShapes.of(contents.schema(), contents.spec()).forEach((name, shape) -> {
            Tensor tensor = contents.weights().tensors().get(name);
            if (tensor == null || !tensor.shape().equals(shape)) {
                throw BundleFile.WEIGHTS.invalid(
                        "would have '" + name + "' " + ((tensor != null) ? tensor.shape() : "missing") + ", not "
                                + shape);
            }
        });
        contents.weights().tensors().forEach(Safetensors::requireFinite);
        GoldenShape.require(contents.golden(), contents.spec());
    }

    /** A new folder that no reader takes for a version, whatever earlier writers left behind. */
    private static Path workshop(Path folder) throws IOException {
        for (int i = 0;; i++) {
            try {
                return Files.createDirectory(folder.resolve(".writing-" + i));
            } catch (FileAlreadyExistsException _) {
                // Another writer's, or one that died.
            }
        }
    }

    private static Map<String, FileEntry> writeFiles(BundleContents contents, Consumer<Path> network, Path version)
            throws IOException {
        Files.write(BundleFile.FEATURES.in(version), BundleJson.write(contents.schema()));
        Safetensors.write(contents.weights(), BundleFile.WEIGHTS.in(version));
        network.accept(BundleFile.NETWORK.in(version));
        Files.write(BundleFile.GOLDEN.in(version), BundleJson.write(contents.golden()));
        Map<String, FileEntry> entries = new HashMap<>();
        for (BundleFile file : BundleFile.listed()) {
            Path path = file.in(version);
            force(path);
            entries.put(file.fileName(), new FileEntry(Files.size(path), Sha256.of(path)));
        }
        return entries;
    }

    /** Writes the manifest and renames the version to its number, or to the next one if another writer was faster. */
    private Path publish(BundleContents contents, Map<String, FileEntry> entries, Path version, Path folder)
            throws IOException {
        for (int attempt = 1;; attempt++) {
            ModelId id = new ModelId(contents.name(), nextVersion(contents.name()));
            Path manifest = BundleFile.MANIFEST.in(version);
            Files.write(manifest, ManifestFile.bytes(manifest(id, contents, entries)));
            force(manifest);
            forceDirectory(version);
            Path place = folder.resolve(Integer.toString(id.version()));
            try {
                return Files.move(version, place, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileSystemException ex) {
                // To rename a folder onto another writer's fails with no exception of its own.
                if (attempt == ATTEMPTS || !Files.exists(place)) {
                    throw ex;
                }
            }
        }
    }

    /** Puts the recipe beside the versions. The new one is there by now, be its recipe kept or not. */
    private static void keep(Path recipe, Path folder) {
        try {
            Files.move(recipe, folder.resolve(RECIPE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException ex) {
            LOG.warn("the version is written, but its recipe cannot be put into {}: {}", folder, ex.toString());
        }
        forceDirectory(folder);
    }

    private static ModelManifest manifest(ModelId id, BundleContents contents, Map<String, FileEntry> entries) {
        return new ModelManifest(id, contents.spec(), contents.objective(), contents.trained(), entries,
                BundleJson.fingerprint(contents.schema()), contents.provenance(), contents.evaluation(),
                contents.gateMeans());
    }

    /** Waits until the file's bytes are on the disk: a rename must not become visible before them. */
    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void forceDirectory(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException _) {
            // Windows does not open directories; there the rename is as durable as it gets.
        }
    }

    /** What is left of a workshop is in nobody's way. */
    private static void clear(Path workshop) {
        try {
            delete(workshop);
        } catch (IOException | UncheckedIOException ex) {
            LOG.warn("cannot delete {}: {}", workshop, ex.toString());
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> paths = Files.walk(folder)) {
            all = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }

}
