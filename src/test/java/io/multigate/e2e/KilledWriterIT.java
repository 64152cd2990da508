package io.multigate.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.multigate.load.LiveModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever writes a version may be killed at any moment: the service sees the version whole or not at all. */
class KilledWriterIT {

    private static final int ROUNDS = 3;

    private static final String MODEL = "reference-esmm";

    private final Random random = new Random(5);

    @TempDir
    private Path models;

    @Test
    void aVersionIsThereWholeOrNotAtAll() throws Exception {
        new LiveModel(this.models).write(1);
        try (RunningService service = RunningService.start("killed-writer",
                io.multigate.RunningService.administrable("--multigate.models.directory=" + this.models,
                        "--multigate.reload.interval=200ms"))) {
            int killedWithin = 0;
            for (int round = 0; round < ROUNDS; round++) {
                killedWithin += writeAndKill() ? 1 : 0;
                assertThat(service.administer("reload").statusCode()).isEqualTo(200);
                String models = service.get("/v1/models").body();
                assertThat(models).contains("\"serving\"").doesNotContain("failed", "not there yet");
            }
            System.out.println(killedWithin + " of " + ROUNDS + " writers were killed while they wrote");
            assertThat(killedWithin).isPositive();
        }
    }

    /** Kills the writer somewhere after it began; says whether it left something unfinished behind. */
    private boolean writeAndKill() throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
                "target/multigate.jar", "train", "--untrained", "--recipe", "src/docs/recipes/" + MODEL + ".yaml",
                "--models", this.models.toString()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        long begun = unfinished();
        while (writer.isAlive() && unfinished() == begun) {
            Thread.sleep(1);
        }
        Thread.sleep(this.random.nextInt(30));
        writer.destroyForcibly();
        assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return unfinished() > begun;
    }

    private long unfinished() throws IOException {
        Path folder = this.models.resolve(MODEL);
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter((child) -> child.getFileName().toString().startsWith(".writing")).count();
        }
    }

}
