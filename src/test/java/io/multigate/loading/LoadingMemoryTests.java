package io.multigate.loading;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.multigate.inference.ItemCache;
import io.multigate.model.ModelSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What a model takes of the heap whose weights are all of layers: seen in a virtual machine of its own. */
class LoadingMemoryTests {

    private static final long MEGABYTE = 1 << 20;

    /** 48 MB of weights. */
    private static final ModelSpec SPEC = new ModelSpec.EsmmSpec(TrainedSample.ESMM.tasks(),
            TrainedSample.ESMM.embeddingWidths(), List.of(1024, 1024, 1024, 1024, 1024, 1024, 1024));

    /** Loads a bundle, and says what the heap holds then. */
    static final class Load {

        private Load() {}

        public static void main(String[] arguments) {
            LoadOutcome outcome = new ModelLoader(true, ItemCache.NONE, System::nanoTime, Duration.ofMillis(1),
                    HeapRoom::free).load(Path.of(arguments[0]));
            System.out.println(outcome.report().checks().getLast());
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            long held = (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE;
            System.out.println(outcome.model().isPresent() ? held : 0);
        }

    }

    @Test
    void itTakesTwiceItsWeightsWhileItLoadsAndTheWeightsAfterwards(@TempDir Path models)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), "-Xmx140m",
                "--add-modules=jdk.incubator.vector", "-XX:+UseSerialGC", Load.class.getName(),
                TrainedSample.write(models, "dense", SPEC).toString()).redirectErrorStream(true).start();

        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("step=WARMUP, passed=true");
        assertThat(Integer.parseInt(output.lines().toList().getLast())).as(output).isBetween(48, 72);
    }

}
