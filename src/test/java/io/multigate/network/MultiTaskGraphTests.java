package io.multigate.network;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;

import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.util.CrashReportingUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void aClosedNetworkIsFreedWithoutAFullCollection() {
        ModelSpec spec = new ModelSpec.EsmmSpec(TinyShop.TASKS, TinyShop.widths(), List.of(1024, 1024));
        EncodedBatch batch = TinyShop.rows(50, 3).rows();
        restoreAndClose(spec, batch);
        long collections = fullCollections();
        long bytes = Pointer.physicalBytes();
        for (int i = 0; i < 60; i++) {
            restoreAndClose(spec, batch);
        }
        assertThat(fullCollections()).isEqualTo(collections);
        // Each has 9 MB of parameters.
        assertThat(Pointer.physicalBytes() - bytes).isLessThan(200L << 20);
    }

    @Test
    void aNetworkWhoseStoredConfigurationIsNoneIsFreed() {
        ModelSpec spec = new ModelSpec.EsmmSpec(TinyShop.TASKS, TinyShop.widths(), List.of(1024, 1024));
        refuse(spec);
        long bytes = Pointer.physicalBytes();
        for (int i = 0; i < 60; i++) {
            refuse(spec);
        }
        assertThat(Pointer.physicalBytes() - bytes).isLessThan(200L << 20);
    }

    private static void refuse(ModelSpec spec) {
        assertThatIOException().isThrownBy(() -> StoredConfiguration.network(new byte[]{'{'}, TinyShop.schema(), spec));
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
                .filter((collector) -> collector.getName().matches("G1 Old Generation|MarkSweepCompact|PS MarkSweep"))
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

}
