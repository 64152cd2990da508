package io.multigate.benchmark;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes requests as a script for {@code wrk}, the closed-loop generator that finds out where a service is saturated. */
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
        Traffic traffic = new Traffic(this.items, this.seed);
        try (BufferedWriter script = Files.newBufferedWriter(this.out)) {
            script.write("local headers = {[\"Content-Type\"] = \"application/json\"}\nlocal requests = {}\n");
            for (Traffic.Request request : traffic.take(this.requests, this.candidates)) {
                script.write("requests[#requests + 1] = wrk.format(\"POST\", \"" + this.path + "\", headers, [[");
                script.write(request.json());
                script.write("]])\n");
            }
            script.write("""
                    local sent = 0
                    function request()
                      sent = sent + 1
                      return requests[(sent - 1) % #requests + 1]
                    end
                    """);
        }
        return 0;
    }

}
