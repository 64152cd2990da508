package io.multigate.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes requests to a file, for runs of {@code wrk} by hand. */
@Command(name = "payload", description = "Writes score requests as a script for wrk.", mixinStandardHelpOptions = true)
final class PayloadCommand implements Callable<Integer> {

    @Option(names = "--candidates", defaultValue = "500", description = "Candidates of a request.")
    private int candidates;

    @Option(names = "--requests", defaultValue = "200", description = "Different requests.")
    private int requests;

    @Option(names = "--items", defaultValue = "20000", description = "Items of the catalogue.")
    private int items;

    @Option(names = "--seed", defaultValue = "7", description = "Of items and requests.")
    private long seed;

    @Option(names = "--path", defaultValue = "/v1/models/reference-mmoe/score", description = "What is posted to.")
    private String path;

    @Option(names = "--out", required = true, description = "The script.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        WrkScript.write(this.out, this.path, new Traffic(this.items, this.seed).take(this.requests, this.candidates));
        return 0;
    }

}
