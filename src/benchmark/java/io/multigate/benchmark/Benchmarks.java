package io.multigate.benchmark;

import java.util.concurrent.Callable;

import ch.qos.logback.classic.Level;
import org.openjdk.jmh.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** The entry point: one command a measurement. */
@Command(name = "benchmark", description = "Measures the service; see src/docs/performance.md.",
        subcommands = {SideBySide.class, KernelPeak.class, TwoThreads.class, MeterCost.class, PayloadCommand.class,
                LoadCommand.class,
                Saturation.class, Soak.class, LiveModelCommand.class, Reloads.class, Overload.class, PlotCommand.class,
                Benchmarks.Jmh.class})
public final class Benchmarks implements Runnable {

    @Spec
    private CommandSpec spec;

    private Benchmarks() {}

    /** Runs a command; Maven hands it over as one argument. */
    public static void main(String[] args) {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.WARN);
        }
        String[] words = (args.length == 1) ? args[0].split(" +") : args;
        System.exit(new CommandLine(new Benchmarks()).execute(words));
    }

    @Override
    public void run() {
        this.spec.commandLine().usage(this.spec.commandLine().getOut());
    }

    /** JMH, whose own options follow. */
    @Command(name = "jmh", description = "Runs JMH; all that follows is JMH's own, such as -prof gc or -h.")
    static final class Jmh implements Callable<Integer> {

        @Unmatched
        private String[] arguments = {};

        @Override
        public Integer call() throws Exception {
            // ONNX Runtime 1.29.0 crashes on a long command line.
            System.setProperty("jmh.separateClasspathJAR", "true");
            Main.main(this.arguments);
            return 0;
        }

    }

}
