package io.multigate.network;

import java.nio.file.Path;

import org.deeplearning4j.util.CrashReportingUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.multigate.model.Objective;

import static org.assertj.core.api.Assertions.assertThat;

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

}
