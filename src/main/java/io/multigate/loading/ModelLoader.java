package io.multigate.loading;

import java.nio.file.Path;

/** Turns a model version's directory into something that may serve, check by check. */
public final class ModelLoader {

    private final boolean oracle;

    /**
     * A loader.
     * @param oracle whether to restore the DL4J network too and hold the plan to it; without, ND4J is never touched
     */
    public ModelLoader(boolean oracle) {
        this.oracle = oracle;
    }

    /**
     * Loads a version. A bundle that must not serve is no exception: the report says why.
     * @param versionDirectory {@code <models>/<name>/<version>}
     * @throws IllegalArgumentException if the path does not end in a model's name and a version
     */
    @SuppressWarnings("DoNotCallSuggester")
    public LoadOutcome load(Path versionDirectory) {
        throw new UnsupportedOperationException(versionDirectory + " " + this.oracle);
    }

}
