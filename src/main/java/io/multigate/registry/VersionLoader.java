package io.multigate.registry;

import java.nio.file.Path;

import io.multigate.loading.LoadOutcome;

/** Loads one model version; never fails for what the bundle holds. */
@FunctionalInterface
public interface VersionLoader {

    /** Loads what stands in {@code <models>/<name>/<version>}. */
    LoadOutcome load(Path versionDirectory);

}
