package io.multigate.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The model directory holds nothing that may serve, so the service does not start. */
final class NoServableModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private NoServableModelException(Path directory, String why) {
        super("No model in " + directory.toAbsolutePath().normalize() + " can serve:" + why);
    }

    /** The directory is missing, or holds no version. */
    static NoServableModelException empty(Path directory) {
        return new NoServableModelException(directory, " there is no <name>/<version> folder with a bundle in it.");
    }

    /** It is not known what the directory holds. */
    static NoServableModelException unlistable(Path directory, IOException cause) {
        return new NoServableModelException(directory, " the folder cannot be listed (" + cause + ").");
    }

    /**
     * None of what the directory holds may serve.
     * @param reasons by what does not
     */
    static NoServableModelException of(Path directory, Map<String, String> reasons) {
        StringBuilder text = new StringBuilder();
        reasons.forEach((what, reason) -> text.append(System.lineSeparator())
                .append("  ")
                .append(what)
                .append("  ")
                .append(reason));
        return new NoServableModelException(directory, text.toString());
    }

}
