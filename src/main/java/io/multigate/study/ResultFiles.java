package io.multigate.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The results of single trainings, a JSON file each, by which a study goes on where it stopped. */
final class ResultFiles {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private final Path directory;

    ResultFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * The result of a training, if it is there and was made from the same recipe and data.
     * @throws InvalidStudyException if its file holds anything else
     * @throws IOException if it cannot be read
     */
    Optional<RunResult> find(Study.Run run, String fingerprint) throws IOException {
        Path file = file(run);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            RunResult result = JSON.readValue(Files.readAllBytes(file), RunResult.class);
            return Optional.of(result).filter((found) -> found.fingerprint().equals(fingerprint));
        } catch (JacksonException ex) {
            throw new InvalidStudyException(file + " is no result of a training: " + ex.getMessage()
                    + "; take it away to train anew", ex);
        }
    }

    /** Writes a result whole or not at all. */
    void write(Study.Run run, RunResult result) throws IOException {
        Files.createDirectories(this.directory);
        Path unfinished = this.directory.resolve("." + run.key() + ".json");
        Files.writeString(unfinished, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n");
        Files.move(unfinished, file(run), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path file(Study.Run run) {
        return this.directory.resolve(run.key() + ".json");
    }

}
