package io.multigate.command;

import java.io.PrintWriter;

import io.multigate.training.ExampleReader;
import io.multigate.training.ReadingProgress;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What commands that read data files have in common. */
final class DataOptions {

    @Option(names = "--malformed-share", defaultValue = "0.01", paramLabel = "SHARE",
            description = "Malformed rows are reported and left out; stop when they are more than this share of the"
                    + " rows (default: ${DEFAULT-VALUE}).")
    private double malformedShare;

    @Option(names = "--quiet", description = "No progress bars.")
    private boolean quiet;

    boolean quiet() {
        return this.quiet;
    }

    /** A reader that tolerates as much as the caller wants. */
    ExampleReader reader(CommandSpec command, ReadingProgress progress) {
        return reader(command, this.malformedShare, progress);
    }

    /** A reader that tolerates nothing. */
    ExampleReader strictReader(CommandSpec command, ReadingProgress progress) {
        return reader(command, 0, progress);
    }

    private static ExampleReader reader(CommandSpec command, double share, ReadingProgress progress) {
        if (!(share >= 0 && share <= 1)) {
            throw new ParameterException(command.commandLine(),
                    "--malformed-share is " + share + "; it must lie in [0, 1]");
        }
        PrintWriter err = command.commandLine().getErr();
        return new ExampleReader(share, err::println, progress);
    }

}
