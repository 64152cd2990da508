package io.multigate.benchmark;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Keeps a running service saturated, holds its answers to the Deeplearning4j network, and watches its memory. The items
 * follow Zipf's law over a catalogue that the item cache cannot hold.
 */
@Command(name = "soak", description = "Saturates a running service and watches memory and answers.",
        mixinStandardHelpOptions = true)
final class Soak implements Callable<Integer> {

    /** Memory is flat when the second half of the time needs at most this much more than the first. */
    private static final double FLAT = 1.05;

    @Spec
    private CommandSpec spec;

    @Option(names = "--url", defaultValue = "http://127.0.0.1:8080", description = "The service.")
    private URI url;

    @Option(names = "--management", defaultValue = "http://127.0.0.1:8081", description = "Its management port.")
    private URI management;

    @Option(names = "--pid", required = true, description = "Its process.")
    private long pid;

    @Option(names = "--version-directory", required = true,
            description = "The model version that it serves: DIR/<name>/<version>.")
    private Path version;

    @Option(names = "--minutes", defaultValue = "10", description = "How long.")
    private int minutes;

    @Option(names = "--warm-up", defaultValue = "PT3M", description = "How long memory is not judged at first.")
    private Duration warmUp;

    @Option(names = "--connections", defaultValue = "2", description = "Requests under way at any time.")
    private int connections;

    @Option(names = "--candidates", defaultValue = "500", description = "Candidates of a request.")
    private int candidates;

    @Option(names = "--items", defaultValue = "200000", description = "Items of the catalogue.")
    private int items;

    @Option(names = "--requests", defaultValue = "2000", description = "Different requests, posted in turn.")
    private int requests;

    @Option(names = "--every", defaultValue = "100", description = "Which answers are checked: one of so many.")
    private int every;

    @Option(names = "--out", defaultValue = "target/benchmark/soak.csv", description = "File of the samples.")
    private Path out;

    @Override
    public Integer call() throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        ServiceWatch watch = new ServiceWatch(client, this.management, this.pid);
        List<Traffic.Request> traffic = new Traffic(this.items, 7).take(this.requests, this.candidates);
        Path name = this.version.toAbsolutePath().getName(this.version.toAbsolutePath().getNameCount() - 2);
        URI score = this.url.resolve("/v1/models/" + name + "/score");
        Instant end = Instant.now().plus(Duration.ofMinutes(this.minutes));
        List<ServiceWatch.Sample> samples = new ArrayList<>();
        try (AnswerCheck check = new AnswerCheck(this.version);
                Callers callers = new Callers(client, score, check, traffic, this.connections, this.every)) {
            Instant start = Instant.now();
            Results results = new Results(this.out, "seconds", "answers", "heap", "resident", "cache", "hits", "misses",
                    "evictions");
            while (Instant.now().isBefore(end) && callers.failure().isEmpty() && answered(samples)) {
                Thread.sleep(Duration.ofSeconds(5));
                ServiceWatch.Sample sample = watch.sample(Duration.between(start, Instant.now()), callers.answers());
                samples.add(sample);
                results.add(sample.after().toSeconds(), sample.answers(), sample.heap(), sample.resident(),
                        sample.cache(), sample.hits(), sample.misses(), sample.evictions());
                print(sample);
            }
            callers.failure().ifPresent((failure) -> out().println("FAILED: " + failure));
            if (!answered(samples)) {
                out().println("FAILED: nothing was answered between the last two samples");
            }
            out().printf(Locale.ROOT, "%d answers, %d checked against the network, largest difference %.1e%n",
                    callers.answers(), check.checked(), check.largest());
            boolean flat = flat(samples);
            return (flat && callers.failure().isEmpty() && answered(samples)) ? 0 : 1;
        }
    }

    /** Whether answers came between the last two samples: memory that nobody asks for is flat. */
    private static boolean answered(List<ServiceWatch.Sample> samples) {
        int count = samples.size();
        return count < 2 || samples.get(count - 1).answers() > samples.get(count - 2).answers();
    }

    private void print(ServiceWatch.Sample sample) {
        out().printf(Locale.ROOT, "%5d s: %8d answers, heap %6.1f MiB, resident %6.1f MiB, item cache %6.1f MiB%n",
                sample.after().toSeconds(), sample.answers(), mebibytes(sample.heap()), mebibytes(sample.resident()),
                mebibytes(sample.cache()));
        out().flush();
    }

    /**
     * Compares the two halves of the time after the warm-up: the least heap that was seen, which is what collections
     * leave, and the largest resident memory.
     */
    private boolean flat(List<ServiceWatch.Sample> samples) {
        List<ServiceWatch.Sample> judged = samples.stream()
                .filter((sample) -> sample.after().compareTo(this.warmUp) > 0)
                .toList();
        List<ServiceWatch.Sample> early = judged.subList(0, judged.size() / 2);
        List<ServiceWatch.Sample> late = judged.subList(judged.size() / 2, judged.size());
        if (early.isEmpty()) {
            out().println("too short to judge memory");
            return false;
        }
        double heap = leastHeap(late) / leastHeap(early);
        double resident = mostResident(late) / mostResident(early);
        boolean flat = heap <= FLAT && resident <= FLAT;
        out().printf(Locale.ROOT, "least heap %.1f then %.1f MiB, most resident %.1f then %.1f MiB: %s%n",
                mebibytes(leastHeap(early)), mebibytes(leastHeap(late)), mebibytes(mostResident(early)),
                mebibytes(mostResident(late)), flat ? "flat" : "NOT FLAT");
        return flat;
    }

    private static double leastHeap(List<ServiceWatch.Sample> samples) {
        return samples.stream().mapToDouble(ServiceWatch.Sample::heap).min().orElseThrow();
    }

    private static double mostResident(List<ServiceWatch.Sample> samples) {
        return samples.stream().mapToDouble(ServiceWatch.Sample::resident).max().orElseThrow();
    }

    private static double mebibytes(double bytes) {
        return bytes / (1 << 20);
    }

    private PrintWriter out() {
        return this.spec.commandLine().getOut();
    }

}
