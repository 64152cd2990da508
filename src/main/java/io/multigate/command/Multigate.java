package io.multigate.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ch.qos.logback.classic.Level;
import io.multigate.bundle.FileFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The entry point of the executable jar: hands over to one command, {@code serve} when none is named. */
@Command(name = "multigate", description = "Scores the candidates of recommender requests with multi-task models.",
        mixinStandardHelpOptions = true, versionProvider = Multigate.Version.class,
        synopsisSubcommandLabel = "[COMMAND]", subcommands = {
                ServeCommand.class, GenerateCommand.class, RecipeCommand.class, TrainCommand.class,
                EvaluateCommand.class, CompareCommand.class, InspectCommand.class, ExportCommand.class,
                KeyCommand.class,
                HelpCommand.class})
public final class Multigate {

    private static final String SERVE = "serve";

    private Multigate() {}

    public static void main(String[] args) {
        VectorModule.require();
        SerializedObjects.refuse();
        // Plots are drawn without a display, also where one is named that cannot be reached.
        System.setProperty("java.awt.headless", "true");
        logWarningsOnly();
        int code = run(commandLine(), args);
        if (code != CommandLine.ExitCode.OK) {
            System.exit(code);
        }
    }

    /** A command prints its own results; serve sets its logging up anew. */
    private static void logWarningsOnly() {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.WARN);
        }
    }

    /** The command line with all commands; tests give it writers of their own. */
    static CommandLine commandLine() {
        return new CommandLine(new Multigate()).setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Multigate::badUsage)
                .setExecutionExceptionHandler(Multigate::failed);
    }

    /**
     * Runs one command.
     * @return its exit code: 0 when all went well, 1 when the work failed, 2 on bad usage
     */
    static int run(CommandLine line, String... args) {
        try {
            return line.execute(withCommand(args));
        } catch (OutOfMemoryError ex) {
            line.getErr()
                    .println("out of memory (" + ex.getMessage() + "): the heap may take "
                            + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MiB, java -Xmx gives more; train and compare hold the rows that they learn from in"
                            + " memory");
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    /** The arguments with {@code serve} before them when they name no command, but at most settings. */
    private static String[] withCommand(String[] args) {
        boolean settings = args.length == 0 || (args[0].startsWith("--") && args[0].contains("="));
        return settings ? Stream.concat(Stream.of(SERVE), Arrays.stream(args)).toArray(String[]::new) : args;
    }

    /** One line, for a usage of two screens hides what is wrong. */
    private static int badUsage(ParameterException ex, String[] args) {
        CommandLine line = ex.getCommandLine();
        line.getErr().println(ex.getMessage() + " (see: " + line.getCommandSpec().qualifiedName() + " --help)");
        return CommandLine.ExitCode.USAGE;
    }

    /** One line for what the file system refuses. Anything else is a defect, and its trace says where. */
    private static int failed(Exception ex, CommandLine line, ParseResult parsed) throws Exception {
        line.getErr().println(switch (ex) {
            case IOException failure -> FileFailure.line(failure);
            case UncheckedIOException failure ->
                failure.getMessage() + ": " + FileFailure.line(Objects.requireNonNull(failure.getCause()));
            default -> throw ex;
        });
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Multigate.class.getPackage().getImplementationVersion();
            return new String[]{"multigate " + ((version != null) ? version : "(unpackaged)")};
        }

    }

}
