package io.multigate.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class InspectCommandTests {

    @TempDir
    private Path models;

    private final StringWriter out = new StringWriter();

    private final StringWriter err = new StringWriter();

    private int inspect(String version) {
        CommandLine line = Multigate.commandLine().setOut(new PrintWriter(this.out)).setErr(new PrintWriter(this.err));
        return Multigate.run(line, "inspect", "--model", version);
    }

    @Test
    void aGoodBundleShowsManifestSchemaAndTheVerdictOfEveryCheck() {
        assertThat(inspect("models/shop-mmoe/1")).isZero();

        assertThat(this.out.toString()).contains("shop-mmoe/1", "mmoe, 4 experts [64], towers [32]",
                "ctr = P(click), cvr = P(conversion | ctr)", "entire-space", "4750000 rows", "gate ctr");
        assertThat(this.out.toString()).containsPattern("recent_categories +user +categorical-list +table category")
                .containsPattern("price +item +numeric +log1p");
        for (String step : List.of("files", "memory", "schema", "weights", "plan", "golden", "oracle", "warmup")) {
            assertThat(this.out.toString()).containsPattern("\n" + step + " +passed +\\d+ ms  ");
        }
    }

    @Test
    void aBadBundleShowsTheCheckThatFails() throws IOException {
        Path version = this.models.resolve("shop-mmoe/1");
        FileSystemUtils.copyRecursively(Path.of("models/shop-mmoe/1"), version);
        Files.delete(version.resolve("golden.json"));

        assertThat(inspect(version.toString())).isEqualTo(1);

        assertThat(this.out.toString()).containsPattern("files +FAILED +\\d+ ms  golden.json is missing")
                .doesNotContain("passed");
    }

    @Test
    void badUsageIsOneLineAndExitCodeTwo() {
        assertThat(inspect("no/such/1")).isEqualTo(2);
        assertThat(inspect("models")).isEqualTo(2);

        assertThat(this.err.toString()).hasLineCount(2)
                .contains("no such directory: no/such/1", "models does not end in a model's name and a version");
    }

}
