package io.multigate.network;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.util.CrashReportingUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.multigate.feature.EncodedBatch;
import io.multigate.model.ModelSpec;
import io.multigate.model.Objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class MultiTaskGraphTests {

    @TempDir
    private Path folder;

    @Test
    void runningOutOfMemoryLeavesNoDumpBehind() {
        CrashReportingUtil.crashDumpOutputDirectory(this.folder.toFile());
        try (MultiTaskGraph graph = MultiTaskGraph.initialise(TinyShop.schema(), TinyShop.esmm(),
                TinyShop.options(Objective.ENTIRE_SPACE))) {
            CrashReportingUtil.writeMemoryCrashDump(graph.graph(), new OutOfMemoryError("as if"));
            assertThat(this.folder).isEmptyDirectory();
        }
    }

    /** What 60 networks of 9 MB of parameters leave: in a virtual machine of its own, in which nothing else grows. */
    static final class Leftovers {

        private Leftovers() {}

        public static void main(String[] arguments) {
            ModelSpec spec = new ModelSpec.EsmmSpec(TinyShop.TASKS, TinyShop.widths(), List.of(1024, 1024));
            EncodedBatch batch = TinyShop.rows(50, 3).rows();
            Runnable network = arguments[0].equals("refused") ? () -> refuse(spec) : () -> restoreAndClose(spec, batch);
            network.run();
            long collections = fullCollections();
            long bytes = Pointer.physicalBytes();
            for (int i = 0; i < 60; i++) {
                network.run();
            }
            System.out.println(fullCollections() - collections + " full collections");
            System.out.println(((Pointer.physicalBytes() - bytes) >> 20) + " MB");
        }

        private static void refuse(ModelSpec spec) {
            assertThatIOException()
                    .isThrownBy(() -> StoredConfiguration.network(new byte[]{'{'}, TinyShop.schema(), spec));
        }

        private static void restoreAndClose(ModelSpec spec, EncodedBatch batch) {
            try (MultiTaskGraph graph = MultiTaskGraph.storable(TinyShop.schema(), spec,
                    TinyShop.options(Objective.CLICK_SPACE))) {
                new GraphScorer(graph).score(batch);
            }
        }

        /** Of the collector that stops every thread until the whole heap has been looked at. */
        private static long fullCollections() {
            return ManagementFactory.getGarbageCollectorMXBeans()
                    .stream()
                    .filter((collector) -> collector.getName()
                            .matches("G1 Old Generation|MarkSweepCompact|PS MarkSweep"))
                    .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                    .sum();
        }

    }

    /** Those that are closed, and those whose stored configuration is none. */
    @ParameterizedTest
    @ValueSource(strings = {"closed", "refused"})
    void aNetworkIsFreedWithoutAFullCollection(String way) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), "-Xmx64m",
                Leftovers.class.getName(), way).redirectErrorStream(true).start();

        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.lines()).contains("0 full collections");
        assertThat(output.lines().filter((line) -> line.matches("-?[0-9]+ MB")))
                .singleElement()
                .satisfies((line) -> assertThat(Integer.parseInt(line.replace(" MB", ""))).isLessThan(100));
    }

}
