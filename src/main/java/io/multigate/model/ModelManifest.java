package io.multigate.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a bundle says of itself.
 *
 * @param id name and version
 * @param spec the architecture
 * @param objective the loss it was trained with
 * @param trained false for an initialised network that saw no data
 * @param files size and digest of every other file of the bundle, by file name
 * @param schemaFingerprint hexadecimal SHA-256 of the schema's canonical form
 * @param provenance where the model came from
 * @param evaluation figures by task and measure, such as {@code ctr -> {auc=0.78}}; empty when untrained
 * @param gateMeans mean gate weight by task and expert over the evaluation data; empty without gates
 */
public record ModelManifest(ModelId id, ModelSpec spec, Objective objective, boolean trained,
        Map<String, FileEntry> files, String schemaFingerprint, Provenance provenance,
        Map<String, Map<String, Double>> evaluation, Map<String, List<Double>> gateMeans) {

    public ModelManifest {
        files = Map.copyOf(files);
        evaluation = Map.copyOf(evaluation);
        gateMeans = Map.copyOf(gateMeans);
    }

    /**
     * A file of the bundle.
     * @param size in bytes
     * @param sha256 hexadecimal
     */
    public record FileEntry(long size, String sha256) {}

    /**
     * How the model came to be.
     * @param trainingData name and digest of the training file, or null when untrained
     * @param trainingRows rows that the weights were fitted on
     * @param validationData name and digest of the validation file, or null when untrained
     * @param validationRows rows that the evaluation figures rest on
     * @param recipeSha256 digest of the recipe
     * @param seed of initialisation and shuffling
     * @param epochs passes over the training rows
     * @param created when training ended
     * @param versions of what made it, such as {@code jdk}, {@code deeplearning4j}, {@code multigate}
     */
    public record Provenance(@Nullable DataDigest trainingData, long trainingRows,
            @Nullable DataDigest validationData, long validationRows, String recipeSha256, long seed, int epochs,
            Instant created, Map<String, String> versions) {

        public Provenance {
            versions = Map.copyOf(versions);
        }

    }

    /**
     * Identifies a data file.
     * @param file its name without the folder
     * @param sha256 hexadecimal, of the file's bytes
     */
    public record DataDigest(String file, String sha256) {}

}
