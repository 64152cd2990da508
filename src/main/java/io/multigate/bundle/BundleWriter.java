package io.multigate.bundle;

import java.nio.file.Path;

/** Writes model versions below one directory, so that a version is either not there or whole. */
public final class BundleWriter {

    private final Path models;

    /**
     * A writer into this directory.
     * @param models holds {@code <name>/<version>/}
     */
    public BundleWriter(Path models) {
        this.models = models;
    }

    /** The version that the next bundle of this model gets: one more than the highest there is. */
    @SuppressWarnings("DoNotCallSuggester")
    public int nextVersion(String name) {
        throw new UnsupportedOperationException(this.models + name);
    }

    /**
     * Writes the next version.
     * @param contents what it consists of
     * @param networkZip the DL4J network that has the same weights; copied
     * @param recipeYaml how it was trained; copied beside the versions
     * @return the version's directory
     * @throws java.io.UncheckedIOException if it cannot be written; then nothing is left behind
     */
    @SuppressWarnings("DoNotCallSuggester")
    public Path write(BundleContents contents, Path networkZip, Path recipeYaml) {
        throw new UnsupportedOperationException(contents.name() + networkZip + recipeYaml);
    }

}
