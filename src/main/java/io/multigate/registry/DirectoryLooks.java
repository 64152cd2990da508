package io.multigate.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the model directory, and says what cannot be looked at when that changes. Confined to one thread. */
final class DirectoryLooks {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryLooks.class);

    private static final String EVERY_MODEL = "every model";

    private final Path directory;

    /** By model: said when they change, not at every look. */
    private Map<String, String> faults = Map.of();

    DirectoryLooks(Path directory) {
        this.directory = directory;
    }

    /** What is there; empty if the directory cannot be listed. */
    Optional<VersionFolders> look() {
        try {
            VersionFolders folders = VersionFolders.of(this.directory);
            tell(folders.faults());
            return Optional.of(folders);
        } catch (IOException ex) {
            tell(Map.of(EVERY_MODEL, ex.toString()));
            return Optional.empty();
        }
    }

    private void tell(Map<String, String> now) {
        now.forEach((model, fault) -> {
            if (!fault.equals(this.faults.get(model))) {
                LOG.error("{} stays as it is, its folder cannot be looked at: {}", model, fault);
            }
        });
        this.faults = now;
    }

    /** Where versions of a model stand, be they there or not. */
    Map<Integer, Path> places(String model, Collection<Integer> versions) {
        return versions.stream()
                .collect(Collectors.toMap(Function.identity(),
                        (version) -> this.directory.resolve(model).resolve(version.toString())));
    }

}
