package io.multigate.bundle;

import java.nio.file.Path;

import io.multigate.feature.FeatureSchema;
import io.multigate.model.ModelManifest;
import io.multigate.model.Weights;

/**
 * One trained model version as it was read from disk, its digests, entries and shapes checked.
 *
 * @param directory where it stands: {@code models/<name>/<version>}
 * @param manifest what it says of itself
 * @param schema its fitted features
 * @param weights its trained numbers
 * @param golden requests with their expected answers
 */
public record ModelBundle(Path directory, ModelManifest manifest, FeatureSchema schema, Weights weights,
        GoldenExamples golden) {

    /** Names the other files with their sizes and digests; written last. */
    public static final String MANIFEST = "manifest.json";

    /** The DL4J network: {@code configuration.json} and {@code coefficients.bin} in a zip file. */
    public static final String NETWORK = "network.zip";

    /** The file of the network that belongs to these weights. */
    public Path network() {
        return this.directory.resolve(NETWORK);
    }

    /** The file of the fitted schema, which says how values become ids and numbers. */
    public Path features() {
        return BundleFile.FEATURES.in(this.directory);
    }

}
