package io.multigate.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.deeplearning4j.util.CrashReportingUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Those that are closed, and those whose files are refused. */
    @ParameterizedTest
    @ValueSource(strings = {"closed", "of another spec", "not finite"})
    void aNetworkIsFreedWithoutAFullCollection(String way) throws IOException, InterruptedException {
        List<String> said = nativeMemory(way, "-Xmx64m");

        assertThat(said).contains("0 full collections");
        assertThat(figure(said, " MB")).isLessThan(100);
    }

    @Test
    void restoringANetworkTakesMemoryForItsNumbersOnce() throws IOException, InterruptedException {
        assertThat(figure(nativeMemory("restored", "-Xmx512m"), " %")).isBetween(90, 150);
    }

    private static int figure(List<String> said, String unit) {
        List<String> figures = said.stream().filter((line) -> line.matches("-?[0-9]+" + unit)).toList();
        assertThat(figures).as("%s", said).hasSize(1);
        return Integer.parseInt(figures.getFirst().replace(unit, ""));
    }

    private List<String> nativeMemory(String way, String heap) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), heap,
                NativeMemory.class.getName(), way, this.folder.toString()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }

}
