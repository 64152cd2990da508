package io.multigate.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.multigate.feature.FeatureSchema;
import io.multigate.model.ModelManifest;
import io.multigate.model.ModelManifest.FileEntry;
import io.multigate.model.ModelSpec;
import io.multigate.model.WeightShapes;
import io.multigate.model.Weights;

/**
 * Reads a model version from its directory and believes nothing in it before it is checked. Every method throws an
 * {@link InvalidBundleException} that names the file, what was found and what was expected; the methods stand in the
 * order in which they are to be called.
 */
public final class BundleReader {

    private BundleReader() {}

    /** Reads a whole bundle. */
    public static ModelBundle read(Path versionDirectory) {
        ModelManifest manifest = readManifest(versionDirectory);
        verifyFiles(versionDirectory, manifest);
        FeatureSchema schema = readSchema(versionDirectory, manifest);
        Weights weights = readWeights(versionDirectory, manifest, schema);
        return new ModelBundle(versionDirectory, manifest, schema, weights, readGolden(versionDirectory, manifest));
    }

    /** Reads what a bundle says of itself, without looking at its other files. */
    public static ModelManifest readManifest(Path versionDirectory) {
        requireRegular(versionDirectory, BundleFile.MANIFEST);
        ModelManifest manifest = ManifestFile.read(versionDirectory);
        Path place = versionDirectory.toAbsolutePath().normalize();
        if (!place.endsWith(manifest.id().toString())) {
            throw BundleFile.MANIFEST.invalid("says it is " + manifest.id() + ", but stands in " + shown(place));
        }
        return manifest;
    }

    /** Compares the directory with the manifest: every file there, of its size and digest, and none besides. */
    public static void verifyFiles(Path versionDirectory, ModelManifest manifest) {
        Set<String> expected = BundleFile.listed().stream().map(BundleFile::fileName).collect(Collectors.toSet());
        if (!manifest.files().keySet().equals(expected)) {
            throw BundleFile.MANIFEST.invalid("lists the files " + new TreeSet<>(manifest.files().keySet())
                    + "; expected " + new TreeSet<>(expected));
        }
        requireNothingBesides(versionDirectory);
        for (BundleFile file : BundleFile.listed()) {
            requireRegular(versionDirectory, file);
            verify(versionDirectory, file, manifest.files());
        }
    }

    private static void requireNothingBesides(Path directory) {
        List<String> known = Stream.of(BundleFile.values()).map(BundleFile::fileName).toList();
        try (Stream<Path> children = Files.list(directory)) {
            List<String> others = children.map((child) -> child.getFileName().toString())
                    .filter((name) -> !known.contains(name))
                    .sorted()
                    .toList();
            if (!others.isEmpty()) {
                throw new InvalidBundleException(
                        shown(directory) + " holds " + others + " besides the files of a bundle");
            }
        } catch (IOException ex) {
            throw unlistable(directory, ex);
        } catch (UncheckedIOException ex) {
            throw unlistable(directory, Objects.requireNonNull(ex.getCause()));
        }
    }

    private static InvalidBundleException unlistable(Path directory, IOException cause) {
        return new InvalidBundleException(shown(directory) + " cannot be listed: " + FileFailure.reason(cause), cause);
    }

    /** A version's directory as callers of the service may know it: from the model directory on. */
    private static String shown(Path versionDirectory) {
        Path place = versionDirectory.toAbsolutePath().normalize();
        int count = place.getNameCount();
        return (count < 2) ? place.toString() : place.subpath(count - 2, count).toString();
    }

    private static void requireRegular(Path directory, BundleFile file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file.in(directory), BasicFileAttributes.class,
                    LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                throw file.invalid("is a symbolic link; expected a regular file");
            }
            if (!attributes.isRegularFile()) {
                throw file.invalid("is no regular file");
            }
        } catch (NoSuchFileException ex) {
            throw file.invalid("is missing", ex);
        } catch (IOException ex) {
            throw file.unreadable(ex);
        }
    }

    private static void verify(Path directory, BundleFile file, Map<String, FileEntry> entries) {
        FileEntry entry = entries.get(file.fileName());
        try {
            long size = Files.size(file.in(directory));
            if (size > file.maximumSize()) {
                throw file.invalid("has " + size + " bytes; at most " + file.maximumSize() + " are allowed");
            }
            if (entry == null || size != entry.size()) {
                throw file.invalid("has " + size + " bytes; the manifest says "
                        + ((entry == null) ? "nothing of it" : entry.size()));
            }
            String sha256 = Sha256.ofRegularFile(file.in(directory));
            if (!sha256.equals(entry.sha256())) {
                throw file.invalid("has the SHA-256 digest " + sha256 + "; the manifest says " + entry.sha256());
            }
        } catch (IOException ex) {
            throw file.unreadable(ex);
        }
    }

    /** Reads the schema and compares it with the manifest's fingerprint. */
    public static FeatureSchema readSchema(Path versionDirectory, ModelManifest manifest) {
        FeatureSchema schema = BundleJson.read(versionDirectory, BundleFile.FEATURES, FeatureSchema.class);
        String fingerprint = BundleJson.fingerprint(schema);
        if (!fingerprint.equals(manifest.schemaFingerprint())) {
            throw BundleFile.FEATURES.invalid("has the schema fingerprint " + fingerprint + "; the manifest says "
                    + manifest.schemaFingerprint());
        }
        return schema;
    }

    /** Reads the weights, which must be those that the schema and the manifest's spec want, and finite. */
    public static Weights readWeights(Path versionDirectory, ModelManifest manifest, FeatureSchema schema) {
        return Safetensors.read(BundleFile.WEIGHTS.in(versionDirectory), shapes(schema, manifest.spec()));
    }

    private static Map<String, List<Integer>> shapes(FeatureSchema schema, ModelSpec spec) {
        Set<String> tables = schema.tableRows().keySet();
        if (!tables.equals(spec.embeddingWidths().keySet())) {
            throw BundleFile.MANIFEST.invalid("gives embedding widths of the tables " + spec.embeddingWidths().keySet()
                    + "; " + BundleFile.FEATURES.fileName() + " has " + new TreeSet<>(tables));
        }
        try {
            return WeightShapes.of(schema, spec);
        } catch (IllegalArgumentException ex) {
            throw BundleFile.MANIFEST.invalid("is of no model: " + ex.getMessage(), ex);
        }
    }

    /** Reads the golden examples, which must answer for every task and candidate. */
    public static GoldenExamples readGolden(Path versionDirectory, ModelManifest manifest) {
        GoldenExamples golden = BundleJson.read(versionDirectory, BundleFile.GOLDEN, GoldenExamples.class);
        GoldenShape.require(golden, manifest.spec());
        return golden;
    }

}
