package io.multigate.loading;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.multigate.inference.ItemCache;
import io.multigate.feature.FeatureRequest;
import io.multigate.feature.FeatureRow;

import static org.assertj.core.api.Assertions.assertThat;

/** Without the oracle nothing of Deeplearning4j, ND4J or JavaCPP is loaded: seen in a virtual machine of its own. */
class OracleClassesTests {

    @TempDir
    private Path folder;

    /** Loads a bundle and scores with it. */
    static final class LoadAndScore {

        private LoadAndScore() {}

        public static void main(String[] arguments) {
            LoadedModel model = new ModelLoader(Boolean.parseBoolean(arguments[0]), ItemCache.NONE)
                    .load(Path.of(arguments[1])).model()
                    .orElseThrow();
            FeatureRequest request = new FeatureRequest(FeatureRow.EMPTY, FeatureRow.EMPTY,
                    Arrays.asList(FeatureRow.EMPTY, FeatureRow.EMPTY));
            if (model.scorer().score(model.encoder().encode(request)).size() != 2) {
                throw new IllegalStateException("not scored");
            }
        }

    }

    private long nativeClasses(boolean oracle) throws IOException, InterruptedException {
        Path log = this.folder.resolve("classes-" + oracle + ".log");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "-Xlog:class+load:file=" + log, LoadAndScore.class.getName(), Boolean.toString(oracle),
                "models" + File.separator + "shop-mmoe" + File.separator + "1")
                .redirectErrorStream(true)
                .redirectOutput(this.folder.resolve("output.txt").toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(this.folder.resolve("output.txt"))).isZero();
        try (var lines = Files.lines(log)) {
            return lines.filter((line) -> line.contains(" org.nd4j.") || line.contains(" org.deeplearning4j.")
                    || line.contains(" org.bytedeco.")).count();
        }
    }

    @Test
    void nothingOfNd4jIsLoadedWithoutTheOracle() throws IOException, InterruptedException {
        assertThat(nativeClasses(true)).isPositive();
        assertThat(nativeClasses(false)).isZero();
    }

}
