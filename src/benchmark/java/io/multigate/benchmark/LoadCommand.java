package io.multigate.benchmark;

import io.gatling.app.Gatling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** An open-loop load: requests leave at a constant rate, whether or not the ones before were answered. */
@Command(name = "load", description = "Posts requests at a constant rate and reports latencies.",
        mixinStandardHelpOptions = true)
final class LoadCommand implements Runnable {

    @Option(names = "--url", defaultValue = "http://127.0.0.1:8080", description = "The service, or a peer.")
    private String url;

    @Option(names = "--path", defaultValue = "/v1/models/reference-mmoe/score", description = "What is posted to.")
    private String path;

    @Option(names = "--candidates", defaultValue = "500", description = "Candidates of a request.")
    private int candidates;

    @Option(names = "--rate", required = true, description = "Requests a second.")
    private int rate;

    @Option(names = "--seconds", defaultValue = "20", description = "How long is measured.")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "5", description = "Seconds at the same rate before.")
    private int warmUp;

    @Option(names = "--out", defaultValue = "target/benchmark/load.csv", description = "File that gets one more row.")
    private String out;

    @Override
    public void run() {
        // Gatling makes the simulation by itself and tells it nothing.
        OpenLoad.Settings settings = new OpenLoad.Settings(this.url, this.path, this.candidates, this.rate,
                this.seconds, this.warmUp, this.out);
        settings.publish();
        Gatling.main(new String[]{
                "--simulation", OpenLoad.class.getName(), "--no-reports", "--results-folder",
                "target/benchmark/gatling"
        });
    }

}
