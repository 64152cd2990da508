package io.multigate.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.multigate.bundle.Tampering;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.FileSystemUtils;

/**
 * A model of ever new versions below a directory: the shipped models in turn under one name, so that each version answers
 * otherwise than the one before it.
 *
 * @param models the directory
 */
public record LiveModel(Path models) {

    /** Its name. */
    public static final String NAME = "live";

    private static final List<String> SHIPPED = List.of("shop-mmoe", "shop-esmm", "shop-shared-bottom");

    /** The bundle that a version is a copy of. */
    static Path original(int version) {
        return Path.of("models", SHIPPED.get(version % SHIPPED.size()), "1");
    }

    /** The directory of a version. */
    public Path version(int version) {
        return this.models.resolve(NAME).resolve(Integer.toString(version));
    }

    /** Writes a version as the trainer does: whole, then renamed. */
    public void write(int version) throws IOException {
        prepare(version);
        publish(version);
    }

    /** Does all but the renaming. */
    void prepare(int version) throws IOException {
        copy(version, workshop(version));
    }

    void publish(int version) throws IOException {
        Files.move(workshop(version), version(version), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path workshop(int version) {
        return this.models.resolve(NAME).resolve(".writing-" + version);
    }

    /** Makes what a version consists of somewhere. */
    public void copy(int version, Path folder) throws IOException {
        FileSystemUtils.copyRecursively(original(version), folder);
        new Tampering(folder).json("manifest.json", (manifest) -> {
            ObjectNode id = (ObjectNode) manifest.required("id");
            id.put("name", NAME);
            id.put("version", version);
        }).vouch();
    }

    /** Deletes all but the newest versions. */
    public void prune(int keep) throws IOException {
        List<Path> versions = new ArrayList<>();
        try (Stream<Path> folders = Files.list(this.models.resolve(NAME))) {
            folders.filter((folder) -> folder.getFileName().toString().matches("[0-9]+")).forEach(versions::add);
        }
        versions.sort(Comparator.comparingInt((Path folder) -> Integer.parseInt(folder.getFileName().toString()))
                .reversed());
        for (Path old : versions.subList(Math.min(keep, versions.size()), versions.size())) {
            FileSystemUtils.deleteRecursively(old);
        }
    }

}
