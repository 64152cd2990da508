package io.multigate.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.multigate.network.TrainingProgress;

import static org.assertj.core.api.Assertions.assertThat;

/** Trains as the command does, but at a time of the past; here or in a virtual machine of its own. */
final class TrainingRun {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    private TrainingRun() {}

    /**
     * Trains in this virtual machine and ends.
     * @param arguments recipe, training file, validation file, directory of models
     */
    public static void main(String[] arguments) {
        Path[] paths = Arrays.stream(arguments).map(Path::of).toArray(Path[]::new);
        here(paths[0], paths[1], paths[2], paths[3], new ArrayList<>());
    }

    /**
     * Trains in this virtual machine, tolerating half of the rows to be malformed.
     * @param reports gets what is said of the data
     */
    static ModelTraining.Outcome here(Path recipe, Path train, Path validation, Path models, List<String> reports) {
        ExampleReader reader = new ExampleReader(0.5, reports::add, ReadingProgress.NONE);
        return new ModelTraining(Recipe.read(recipe), reader, CLOCK).train(train, validation, models,
                new TrainingProgress() {

                    @Override
                    public void batch(long rowsDone, long rowsTotal, double loss) {}

                    @Override
                    public void epoch(int epoch, double trainLoss, double validationLoss) {}

                });
    }

    /**
     * Trains in another virtual machine, with a heap of so many megabytes and no folder for temporary files, which may
     * be small.
     */
    static void elsewhere(int heap, Path recipe, Path train, Path validation, Path models)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("training", ".txt");
        try {
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx" + heap + "m", "-Djava.io.tmpdir=" + models.resolve("absent"),
                    "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                    "--add-modules=jdk.incubator.vector", "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    TrainingRun.class.getName(), recipe.toString(), train.toString(), validation.toString(),
                    models.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ended").isTrue();
            } finally {
                process.destroyForcibly();
            }
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            Files.delete(output);
        }
    }

}
