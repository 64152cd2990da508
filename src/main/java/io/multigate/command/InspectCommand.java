package io.multigate.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import io.multigate.loading.LoadOutcome;
import io.multigate.loading.LoadReport;
import io.multigate.loading.ModelLoader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows a model version to a person, with the verdict of every check that loading makes. */
@Command(name = "inspect", description = "Shows a model version and the verdict of every check that loading makes.",
        mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", required = true, paramLabel = "DIR/<name>/<version>", description = "The version.")
    private Path model;

    @Override
    public Integer call() {
        if (!Files.isDirectory(this.model)) {
            throw new ParameterException(this.spec.commandLine(), "no such directory: " + this.model);
        }
        LoadOutcome outcome = new ModelLoader(true).load(this.model);
        for (LoadReport.Check check : outcome.report().checks()) {
            this.spec.commandLine()
                    .getOut()
                    .printf("%-8s %s %s%n", check.step(), check.passed() ? "passed" : "FAILED", check.detail());
        }
        return outcome.report().passed() ? 0 : 1;
    }

}
