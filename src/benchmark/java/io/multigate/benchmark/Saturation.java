package io.multigate.benchmark;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How many requests a second services answer at most, in windows that alternate between them. */
@Command(name = "saturation", description = "Runs wrk against services in turn.", mixinStandardHelpOptions = true)
final class Saturation implements Callable<Integer> {

    private static final int CATALOGUE = 20_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--service", required = true, paramLabel = "NAME=URL",
            description = "A service and where it takes requests; the first is the control too.")
    private Map<String, URI> services = new LinkedHashMap<>();

    @Option(names = "--candidates", split = ",", defaultValue = "50,150,500", description = "Candidates of a request.")
    private List<Integer> sizes;

    @Option(names = "--requests", defaultValue = "200", description = "Different requests.")
    private int requests;

    @Option(names = "--scripts", paramLabel = "DIR",
            description = "Scripts written elsewhere, NAME-CANDIDATES.lua, instead of requests of our own.")
    private @Nullable Path scripts;

    @Option(names = "--connections", defaultValue = "2", description = "Requests under way at any time.")
    private int connections;

    @Option(names = "--rounds", defaultValue = "5", description = "Windows of each service; the median counts.")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "4", description = "Length of a window.")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "4", description = "Seconds of load before the first window.")
    private int warmUp;

    @Option(names = "--core", defaultValue = "1", description = "The core that wrk is pinned to.")
    private int core;

    @Option(names = "--out", defaultValue = "target/benchmark/http.csv", description = "File of the results.")
    private Path out;

    @Override
    public Integer call() throws IOException, InterruptedException {
        for (int size : this.sizes) {
            if (this.scripts != null) {
                Path given = this.scripts;
                Map<String, Path> files = new LinkedHashMap<>();
                this.services.keySet().forEach((name) -> files.put(name, given.resolve(name + "-" + size + ".lua")));
                compare(size, files);
            } else {
                compareOnOwnRequests(size);
            }
        }
        return 0;
    }

    private void compareOnOwnRequests(int size) throws IOException, InterruptedException {
        List<Traffic.Request> traffic = new Traffic(CATALOGUE, 7).take(this.requests, size);
        Map<String, Path> files = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, URI> service : this.services.entrySet()) {
                Path script = Files.createTempFile("requests", ".lua");
                files.put(service.getKey(), script);
                WrkScript.write(script, service.getValue().getPath(), traffic);
            }
            compare(size, files);
        } finally {
            for (Path script : files.values()) {
                Files.delete(script);
            }
        }
    }

    private void compare(int size, Map<String, Path> scripts) throws IOException, InterruptedException {
        Wrk wrk = new Wrk(this.core, this.connections, this.seconds);
        Wrk warm = new Wrk(this.core, this.connections, this.warmUp);
        Map<String, List<Wrk.Reading>> readings = new LinkedHashMap<>();
        for (Map.Entry<String, URI> service : this.services.entrySet()) {
            warm.run(service.getValue().toString(), script(scripts, service.getKey()));
            readings.put(service.getKey(), new ArrayList<>());
        }
        List<Wrk.Reading> again = new ArrayList<>();
        Map.Entry<String, URI> first = this.services.entrySet().iterator().next();
        for (int round = 0; round < this.rounds; round++) {
            for (Map.Entry<String, List<Wrk.Reading>> service : readings.entrySet()) {
                URI url = this.services.getOrDefault(service.getKey(), first.getValue());
                service.getValue().add(wrk.run(url.toString(), script(scripts, service.getKey())));
            }
            again.add(wrk.run(first.getValue().toString(), script(scripts, first.getKey())));
        }
        double once = median(readings.values().iterator().next()).rate();
        double twice = median(again).rate();
        report(size, readings, Math.max(once, twice) / Math.min(once, twice));
    }

    private static Path script(Map<String, Path> scripts, String service) {
        Path script = scripts.get(service);
        if (script == null) {
            throw new IllegalArgumentException("no script for " + service);
        }
        return script;
    }

    private void report(int size, Map<String, List<Wrk.Reading>> readings, double control) {
        Results results = new Results(this.out, "service", "candidates", "rate", "p50", "p99", "control");
        readings.forEach((service, windows) -> {
            Wrk.Reading reading = median(windows);
            this.spec.commandLine().getOut().printf(Locale.ROOT,
                    "%5d candidates, %-20s %8.1f requests/s, p50 %7.2f ms, p99 %7.2f ms, control %.3f%n", size,
                    service, reading.rate(), reading.p50(), reading.p99(), control);
            results.add(service, size, reading.rate(), reading.p50(), reading.p99(), control);
        });
        this.spec.commandLine().getOut().flush();
    }

    /** The window in the middle by rate. */
    private static Wrk.Reading median(List<Wrk.Reading> windows) {
        return windows.stream()
                .sorted(Comparator.comparingDouble(Wrk.Reading::rate))
                .toList()
                .get(windows.size() / 2);
    }

}
