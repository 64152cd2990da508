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
    void badUsageIsOneLineAndExitCodeTwo() {
        assertThat(run("generate", "--rows", "0", "--seed", "1", "--out", "x.csv")).isEqualTo(2);
        assertThat(run("generate", "--rows", "1", "--seed", "1", "--out", "no/such/folder/x.csv")).isEqualTo(2);
        assertThat(run("generate", "--rows", "many", "--seed", "1", "--out", "x.csv")).isEqualTo(2);
        assertThat(run("generate", "--rows", "1", "--out", "x.csv")).isEqualTo(2);
        assertThat(this.err.toString()).hasLineCount(4)
                .contains("--rows is 0", "no/such/folder", "'many' is not", "--seed");
    }

}
