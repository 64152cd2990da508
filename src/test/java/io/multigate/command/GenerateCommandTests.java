package io.multigate.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class GenerateCommandTests {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Multigate.commandLine().setOut(new PrintWriter(this.out)).setErr(new PrintWriter(this.err));
        return Multigate.run(line, arguments);
    }

    @Test
    void rowsAreWrittenAsPlainTextOrGzippedByTheFilesName() {
        Path plain = this.folder.resolve("shop.csv");
        assertThat(run("generate", "--rows", "3", "--seed", "1", "--out", plain.toString())).isZero();
        assertThat(plain).content().startsWith("user_id,age,").hasLineCount(4);
        Path gzipped = this.folder.resolve("shop.csv.gz");
        assertThat(run("generate", "--rows", "3", "--seed", "1", "--out", gzipped.toString())).isZero();
        assertThat(gzipped).binaryContent().startsWith(0x1f, 0x8b);
        assertThat(this.err.toString()).isEmpty();
    }

    @Test
    void aPairOfRegressionsIsWrittenOnDemand() {
        Path pair = this.folder.resolve("pair.csv");
        assertThat(run("generate", "--regression-pair", "--correlation", "0.5", "--rows", "3", "--seed", "1", "--out",
                pair.toString())).isZero();
        assertThat(pair).content().startsWith("x0,x1,").hasLineCount(4);
        assertThat(this.out.toString()).contains("3 rows of two regressions, correlation 0.5, world 1, seed 1");
    }

    @Test
    void aCorrelationIsForAPairAndWithinBounds() {
        String out = this.folder.resolve("pair.csv").toString();
        assertThat(run("generate", "--correlation", "0.5", "--rows", "3", "--seed", "1", "--out", out)).isEqualTo(2);
        assertThat(run("generate", "--regression-pair", "--rows", "3", "--seed", "1", "--out", out)).isEqualTo(2);
        assertThat(run("generate", "--regression-pair", "--correlation", "2", "--rows", "3", "--seed", "1", "--out",
                out)).isEqualTo(2);
        assertThat(this.err.toString()).hasLineCount(3)
                .contains("--correlation is for --regression-pair", "--correlation is missing",
                        "--correlation is 2.0; with --regression-pair it must lie in [-1, 1]");
    }

    @Test
    void badUsageIsOneLineAndExitCodeTwo() {
        assertThat(run("generate", "--rows", "0", "--seed", "1", "--out", "x.csv")).isEqualTo(2);
        assertThat(run("generate", "--rows", "1", "--seed", "1", "--out", "no/such/folder/x.csv")).isEqualTo(2);
        assertThat(run("generate", "--rows", "many", "--seed", "1", "--out", "x.csv")).isEqualTo(2);
        assertThat(run("generate", "--rows", "1", "--out", "x.csv")).isEqualTo(2);
        assertThat(this.err.toString()).hasLineCount(4)
                .contains("--rows is 0", "no/such/folder", "'many' is not", "--seed");
    }

}
