package io.multigate.benchmark;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import io.multigate.load.EqualAnswers;
import io.multigate.load.ExpectedAnswers;
import io.multigate.load.OverloadTrial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends a running service more than it can answer. */
@Command(name = "overload", description = "Sends a running service more than it can answer; every answer is checked.",
        mixinStandardHelpOptions = true)
final class Overload implements Callable<Integer> {

    private static final int ITEMS = 20_000;

    private static final int REQUESTS = 200;

    @Spec
    private CommandSpec spec;

    @Option(names = "--port", defaultValue = "8080", description = "The service's port.")
    private int port;

    @Option(names = "--model", defaultValue = "reference-mmoe",
            description = "reference-mmoe, reference-esmm, or a shipped model.")
    private String model;

    @Option(names = "--candidates", defaultValue = "500", description = "Candidates of a request.")
    private int candidates;

    @Option(names = "--warm-up", defaultValue = "PT1M",
            description = "How long the compiler sees calls answered, and then turned away.")
    private Duration warmUp;

    @Option(names = "--rounds", defaultValue = "5", description = "Overloads; the median counts.")
    private int rounds;

    @Option(names = "--window", defaultValue = "PT10S", description = "How long an overload lasts.")
    private Duration window;

    @Option(names = "--times", defaultValue = "3", description = "What is sent, in proportion to what saturates.")
    private double times;

    @Option(names = "--timeout", defaultValue = "PT0.25S", description = "How long the requests wait.")
    private Duration timeout;

    @Override
    public Integer call() {
        boolean reference = ReferenceModel.NAMES.contains(this.model);
        ExpectedAnswers expected = new ExpectedAnswers(this.candidates);
        List<byte[]> bodies = reference
                ? new Traffic(ITEMS, 7).take(REQUESTS, this.candidates).stream().map(Traffic.Request::body).toList()
                : expected.bodies();
        OverloadTrial.Findings findings = new OverloadTrial(this.port, "/v1/models/" + this.model + "/score", bodies,
                reference ? new EqualAnswers() : expected, this.warmUp, this.rounds, this.window, this.times,
                this.timeout, 0.5)
                .run();
        PrintWriter out = this.spec.commandLine().getOut();
        out.println(findings);
        findings.faults().forEach(out::println);
        findings.reset().faults().forEach(out::println);
        return (findings.faults().isEmpty() && findings.reset().calls().isEmpty()) ? 0 : 1;
    }

}
