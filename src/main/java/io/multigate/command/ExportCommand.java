package io.multigate.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import io.multigate.bundle.BundleReader;
import io.multigate.bundle.FileFailure;
import io.multigate.bundle.InvalidBundleException;
import io.multigate.bundle.ModelBundle;
import io.multigate.onnx.OnnxModel;
import io.multigate.onnx.UnsupportedModelException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Carries a model version elsewhere. */
@Command(name = "export", description = "Writes a model version as an ONNX model.", mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", required = true, paramLabel = "DIR/<name>/<version>", description = "The version.")
    private Path model;

    @Option(names = "--onnx", required = true, paramLabel = "FILE",
            description = "The file to write; one that is there is replaced.")
    private Path onnx;

    @Override
    public Integer call() {
        if (!Files.isDirectory(this.model)) {
            throw new ParameterException(this.spec.commandLine(), "no such directory: " + this.model);
        }
        OnnxModel exported = export();
        try {
            exported.write(this.onnx);
            this.spec.commandLine().getOut().printf("wrote %s, %d bytes%n", this.onnx, Files.size(this.onnx));
            return 0;
        } catch (IOException ex) {
            throw new ParameterException(this.spec.commandLine(),
                    "cannot write --onnx " + this.onnx + ": " + FileFailure.reason(ex), ex);
        }
    }

    private OnnxModel export() {
        try {
            ModelBundle bundle = BundleReader.read(this.model);
            return OnnxModel.of(bundle.manifest(), bundle.schema(), bundle.weights(),
                    Files.readString(bundle.features()));
        } catch (InvalidBundleException ex) {
            throw new ParameterException(this.spec.commandLine(), this.model + ": " + ex.getMessage(), ex);
        } catch (UnsupportedModelException ex) {
            throw new ParameterException(this.spec.commandLine(), ex.getMessage(), ex);
        } catch (IOException ex) {
            throw new ParameterException(this.spec.commandLine(),
                    "cannot read " + this.model + ": " + FileFailure.reason(ex), ex);
        }
    }

}
