package io.multigate.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import io.multigate.bundle.InvalidBundleException;
import io.multigate.training.InvalidDataException;
import io.multigate.training.ModelEvaluation;
import io.multigate.training.ReportFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Judges a model version on a data file. */
@Command(name = "evaluate",
        description = "Judges a model version on a data file, and against the truth where the file has it.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", required = true, paramLabel = "DIR/<name>/<version>", description = "The version.")
    private Path model;

    @Option(names = "--data", required = true, paramLabel = "FILE",
            description = "Labelled rows: CSV, gzipped CSV or Parquet.")
    private Path file;

    @Option(names = "--predictions", paramLabel = "OUT.csv",
            description = "Write the predictions of each row too: pctr,pcvr,pctcvr where there is a funnel, then each"
                    + " other task under its name. No row may be malformed then.")
    private @Nullable Path predictions;

    @Option(names = "--report", paramLabel = "OUT.html",
            description = "Write a page of curves, slices and importances too, for a browser.")
    private @Nullable Path report;

    @Option(names = "--json", description = "Print the figures as JSON.")
    private boolean json;

    @Mixin
    private DataOptions data;

    @Override
    public Integer call() throws IOException {
        // What is written must not take the place of the rows, nor of what is written besides.
        requireAnother("--predictions", this.predictions, "--data", this.file);
        requireAnother("--report", this.report, "--data", this.file);
        requireAnother("--report", this.report, "--predictions", this.predictions);
        try (ReadingBars reading = new ReadingBars(this.data.quiet())) {
            ModelEvaluation evaluation = new ModelEvaluation(this.model);
            boolean inDepth = this.report != null;
            ModelEvaluation.Outcome outcome = (this.predictions == null)
                    ? evaluation.evaluate(this.file, this.data.reader(this.spec, reading), inDepth)
                    : evaluation.evaluate(this.file, this.data.strictReader(this.spec, reading), inDepth,
                            this.predictions);
            this.spec.commandLine()
                    .getOut()
                    .println(this.json ? ReportFormat.json(outcome.report()) : ReportFormat.table(outcome.report()));
            if (this.report != null) {
                Reports.write(evaluation.bundle(), ModelEvaluation.digest(this.file), outcome, this.report);
            }
            return 0;
        } catch (InvalidBundleException ex) {
            throw new ParameterException(this.spec.commandLine(), this.model + ": " + ex.getMessage(), ex);
        } catch (InvalidDataException ex) {
            throw new ParameterException(this.spec.commandLine(), ex.getMessage(), ex);
        }
    }

    private void requireAnother(String option, @Nullable Path written, String other, @Nullable Path taken)
            throws IOException {
        if (written != null && taken != null && same(written, taken)) {
            throw new ParameterException(this.spec.commandLine(), option + " " + written + " is the file of " + other);
        }
    }

    private static boolean same(Path one, Path other) throws IOException {
        return (Files.exists(one) && Files.exists(other))
                ? Files.isSameFile(one, other)
                : one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }

}
