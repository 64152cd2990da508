package io.multigate.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

import io.multigate.inference.ItemCache;
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
        LoadOutcome outcome = load();
        PrintWriter out = this.spec.commandLine().getOut();
        ModelSheet sheet = new ModelSheet(out);
        outcome.model().ifPresent((loaded) -> {
            sheet.print(loaded.manifest());
            sheet.print(loaded.encoder().schema());
        });
        for (LoadReport.Check check : outcome.report().checks()) {
            out.printf("%-8s %s %5d ms  %s%n", check.step().name().toLowerCase(Locale.ROOT),
                    check.passed() ? "passed" : "FAILED", check.took().toMillis(), check.detail());
        }
        return outcome.report().passed() ? 0 : 1;
    }

    private LoadOutcome load() {
        try {
            return new ModelLoader(true, ItemCache.NONE).load(this.model);
        } catch (IllegalArgumentException ex) {
            throw new ParameterException(this.spec.commandLine(), String.valueOf(ex.getMessage()), ex);
        }
    }

}
