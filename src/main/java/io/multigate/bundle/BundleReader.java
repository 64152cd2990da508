package io.multigate.bundle;

import java.nio.file.Path;

import io.multigate.model.ModelManifest;

/** Reads a model version from its directory and believes nothing in it before it is checked. */
public final class BundleReader {

    private BundleReader() {}

    /**
     * Reads what a bundle says of itself, without looking at its other files.
     * @throws InvalidBundleException if there is no manifest, or none that can be read
     */
    @SuppressWarnings("DoNotCallSuggester")
    public static ModelManifest readManifest(Path versionDirectory) {
        throw new InvalidBundleException(versionDirectory + " cannot be read yet");
    }

    /**
     * Reads a whole bundle.
     * @throws InvalidBundleException if any file is not what the manifest says, or cannot be read
     */
    @SuppressWarnings("DoNotCallSuggester")
    public static ModelBundle read(Path versionDirectory) {
        throw new InvalidBundleException(versionDirectory + " cannot be read yet");
    }

}
