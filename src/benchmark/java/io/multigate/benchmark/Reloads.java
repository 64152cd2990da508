package io.multigate.benchmark;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

import io.multigate.load.ExpectedAnswers;
import io.multigate.load.LiveModel;
import io.multigate.load.LoadOutcome;
import io.multigate.load.ReloadTrial;
import io.multigate.load.ServiceProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reloads a model of a running service again and again under load, in windows that alternate with quiet ones. */
@Command(name = "reloads", description = "Reloads a model of a running service under load; every answer is checked.",
        mixinStandardHelpOptions = true)
final class Reloads implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--port", defaultValue = "8080", description = "The service's port.")
    private int port;

    @Option(names = "--management-port", defaultValue = "8081", description = "Its management port.")
    private int managementPort;

    @Option(names = "--pid", required = true, description = "Its process.")
    private long pid;

    @Option(names = "--models", required = true,
            description = "Its model directory, in which live/1 was written by 'live-model'.")
    private Path models;

    @Option(names = "--share", defaultValue = "0.5", description = "Of what saturates the service.")
    private double share;

    @Option(names = "--candidates", defaultValue = "50", description = "Candidates of a request.")
    private int candidates;

    @Option(names = "--window", defaultValue = "PT20S", description = "How long a window is.")
    private Duration window;

    @Option(names = "--every", defaultValue = "PT2S", description = "Time between two versions.")
    private Duration every;

    @Option(names = "--reloads", defaultValue = "200", description = "How many versions in all.")
    private int reloads;

    @Option(names = "--first", defaultValue = "4", description = "The number of the first of them.")
    private int first;

    @Option(names = "--on-disk", defaultValue = "2", description = "Versions that stay; older ones are deleted.")
    private int onDisk;

    @Option(names = "--step", defaultValue = "3",
            description = "From a version's number to the next: 3 for versions of one architecture, as trained anew; 1 for "
                    + "the three architectures in turn.")
    private int step;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = this.spec.commandLine().getOut();
        ServiceProcess service = new ServiceProcess(this.port, this.managementPort, this.pid);
        double saturation = ReloadTrial.saturation(service, new ExpectedAnswers(this.candidates),
                Duration.ofSeconds(10));
        out.printf("saturated at %.0f requests a second%n", saturation);
        out.flush();
        ReloadTrial.Findings findings = new ReloadTrial(service, new LiveModel(this.models), this.share * saturation,
                this.candidates, this.window, this.every, this.reloads, this.onDisk, this.step)
                .run(this.first, (line) -> {
                    out.println(line);
                    out.flush();
                });
        out.println(findings);
        LoadOutcome all = ReloadTrial.Findings.all(findings.quiet()).and(ReloadTrial.Findings.all(findings.busy()));
        all.faults().forEach(out::println);
        boolean flat = findings.liveHeap().flat() && findings.resident().flat();
        boolean followed = findings.versions() > this.reloads / 2;
        return (all.faults().isEmpty() && flat && followed) ? 0 : 1;
    }

}
