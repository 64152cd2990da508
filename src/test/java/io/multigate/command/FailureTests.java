package io.multigate.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

import static org.assertj.core.api.Assertions.assertThat;

/** What a person is told when a file cannot be written or read, and when the command itself is at fault. */
class FailureTests {

    private static final String MODEL = "models/shop-mmoe/1";

    private static final String STUDY = """
            name: tiny
            title: A bottom on the shop
            data: {train: rows.csv, validation: rows.csv}
            seeds: [1]
            measures: [{name: ctr.auc, title: CTR AUC}]
            recipe:
              tasks: [{name: ctr, label: click}]
              features: [{name: category, side: item, kind: categorical, hashBuckets: 20, embedding: 4}]
              architecture: {kind: shared-bottom, bottom: [4], tower: [4]}
              objective: click-space
              training: {batchSize: 256, epochs: 1}
            members: [{name: plain, title: Plain}]
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() {
        assertThat(run("generate", "--rows", "2000", "--seed", "1", "--out", at("rows.csv"))).isZero();
    }

    private String at(String name) {
        return this.folder.resolve(name).toString();
    }

    private int run(String... arguments) {
        CommandLine line = Multigate.commandLine().setOut(new PrintWriter(this.out)).setErr(new PrintWriter(this.err));
        return Multigate.run(line, arguments);
    }

    private void assertOneLine(String line) {
        assertThat(this.err.toString()).isEqualToIgnoringNewLines(line);
    }

    @Test
    void predictionsIntoAFolderThatIsMissingAreOneLine() {
        assertThat(run("evaluate", "--model", MODEL, "--data", at("rows.csv"), "--predictions", at("no/p.csv")))
                .isEqualTo(1);

        assertOneLine("cannot write " + at("no/p.csv") + ": no such file or directory");
    }

    @Test
    void aReportIntoAFolderThatIsMissingIsOneLine() {
        assertThat(run("evaluate", "--model", MODEL, "--data", at("rows.csv"), "--report", at("no/r.html")))
                .isEqualTo(1);

        assertOneLine("the report cannot be written: " + at("no/r.html") + ": no such file or directory");
    }

    @Test
    void rowsThatCannotBeWrittenAreOneLine() throws IOException {
        Files.createSymbolicLink(Path.of(at("link.csv")), Path.of(at("no/rows.csv")));

        assertThat(run("generate", "--rows", "1", "--seed", "1", "--out", at("link.csv"))).isEqualTo(1);

        assertOneLine(at("link.csv") + ": no such file or directory");
    }

    @Test
    void resultsInPlaceOfAFileAreOneLine() throws IOException {
        Files.writeString(Path.of(at("study.yaml")), STUDY);

        assertThat(run("compare", "--study", at("study.yaml"), "--out", at("rows.csv"))).isEqualTo(1);

        assertOneLine(at("rows.csv/recipes") + ": Not a directory");
    }

    @Test
    void aFileThatIsMistypedIsNamedOnceWithTheReason() {
        assertThat(run("compare", "--study", at("typo.yaml"), "--out", at("out"))).isEqualTo(2);

        assertOneLine("no such file: " + at("typo.yaml") + " (see: multigate compare --help)");
    }

    @Test
    void aFolderInPlaceOfAFileIsCalledOne() {
        assertThat(run("compare", "--study", at(""), "--out", at("out"))).isEqualTo(2);

        assertOneLine(at("") + " is no regular file (see: multigate compare --help)");
    }

    @Test
    void tooSmallAHeapIsOneLine() {
        CommandLine line = Multigate.commandLine().addSubcommand(new Glutton()).setErr(new PrintWriter(this.err));

        assertThat(Multigate.run(line, "glutton")).isEqualTo(1);

        assertOneLine("out of memory (Java heap space): the heap may take " + Runtime.getRuntime().maxMemory() / 1048576
                + " MiB, java -Xmx gives more; train and compare hold the rows that they learn from in memory");
    }

    @Command(name = "glutton")
    private static final class Glutton implements Callable<Integer> {

        @Override
        public Integer call() {
            throw new OutOfMemoryError("Java heap space");
        }

    }

    @Test
    void aDefectKeepsItsTrace() {
        CommandLine line = Multigate.commandLine().addSubcommand(new Defect()).setErr(new PrintWriter(this.err));

        assertThat(Multigate.run(line, "defect")).isEqualTo(1);

        assertThat(this.err.toString()).contains("IllegalStateException: a defect", "at " + Defect.class.getName());
    }

    @Command(name = "defect")
    private static final class Defect implements Callable<Integer> {

        @Override
        public Integer call() {
            throw new IllegalStateException("a defect");
        }

    }

}
