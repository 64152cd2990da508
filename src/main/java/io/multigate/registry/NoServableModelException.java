package io.multigate.registry;

import java.nio.file.Path;
import java.util.List;

/** The model directory holds nothing that may serve, so the service does not start. */
final class NoServableModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoServableModelException(Path directory, List<ModelVersion> versions) {
        super(describe(directory, versions));
    }

    private static String describe(Path directory, List<ModelVersion> versions) {
        StringBuilder text = new StringBuilder("No model in ").append(directory.toAbsolutePath().normalize())
                .append(" can serve");
        if (versions.isEmpty()) {
            return text.append(": there is no <name>/<version> folder with a bundle in it.").toString();
        }
        text.append(':');
        versions.forEach((version) -> text.append(System.lineSeparator())
                .append("  ")
                .append(version.id())
                .append("  ")
                .append(version.reason().orElse("does not serve")));
        return text.toString();
    }

}
