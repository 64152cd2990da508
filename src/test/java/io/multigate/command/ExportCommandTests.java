package io.multigate.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;

import static org.assertj.core.api.Assertions.assertThat;

class ExportCommandTests {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    private final StringWriter err = new StringWriter();

    private int export(Path version, Path onnx) {
        CommandLine line = Multigate.commandLine().setOut(new PrintWriter(this.out)).setErr(new PrintWriter(this.err));
        return Multigate.run(line, "export", "--model", version.toString(), "--onnx", onnx.toString());
    }

    @Test
    void theFileBringsTheSchemaAlong() throws Exception {
        Path onnx = this.folder.resolve("shop.onnx");

        assertThat(export(Path.of("models/shop-mmoe/1"), onnx)).isZero();

        assertThat(this.out.toString()).isEqualToIgnoringNewLines("wrote " + onnx + ", " + Files.size(onnx) + " bytes");
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(onnx.toString())) {
            assertThat(session.getOutputNames()).contains("ctr", "cvr", "ctcvr", "gate_ctr", "gate_cvr");
            assertThat(session.getMetadata().getCustomMetadata()).containsEntry("features",
                    Files.readString(Path.of("models/shop-mmoe/1/features.json")));
        }
    }

    @Test
    void aMissingModelIsOneLineAndExitCodeTwo() {
        assertThat(export(Path.of("no/such/1"), this.folder.resolve("shop.onnx"))).isEqualTo(2);

        assertThat(this.err.toString()).hasLineCount(1).contains("no such directory: no/such/1");
    }

    @Test
    void aSpoiltModelIsOneLineAndExitCodeTwo() throws Exception {
        Path version = this.folder.resolve("shop-mmoe/1");
        FileSystemUtils.copyRecursively(Path.of("models/shop-mmoe/1"), version);
        Files.delete(version.resolve("features.json"));

        assertThat(export(version, this.folder.resolve("shop.onnx"))).isEqualTo(2);

        assertThat(this.err.toString()).hasLineCount(1).contains("features.json is missing");
        assertThat(this.folder.resolve("shop.onnx")).doesNotExist();
    }

    @Test
    void aFileThatCannotBeWrittenIsOneLineAndExitCodeTwo() {
        Path onnx = this.folder.resolve("no/such/folder/shop.onnx");

        assertThat(export(Path.of("models/shop-esmm/1"), onnx)).isEqualTo(2);

        assertThat(this.err.toString()).hasLineCount(1)
                .contains("cannot write --onnx " + onnx + ": no such file or directory");
    }

}
