package io.multigate.benchmark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Reads what a running service says of itself, and what the operating system says of its process. */
final class ServiceWatch {

    private static final String RESIDENT = "VmRSS:";

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient client;

    private final HttpRequest scrape;

    private final Path status;

    /**
     * The watch over a service.
     * @param management its management port
     * @param pid its process
     */
    ServiceWatch(HttpClient client, URI management, long pid) {
        this.client = client;
        this.scrape = HttpRequest.newBuilder(management.resolve("/actuator/prometheus")).timeout(TIMEOUT).build();
        this.status = Path.of("/proc", Long.toString(pid), "status");
    }

    /**
     * One look.
     * @param after time since the start
     * @param answers that came until then
     * @param heap bytes in use, garbage among them
     * @param resident bytes of the process in memory
     * @param cache bytes in the item cache
     * @param hits of the item cache, in candidates
     * @param misses of the item cache, in candidates
     * @param evictions of the item cache, in items
     */
    record Sample(Duration after, long answers, double heap, double resident, double cache, double hits, double misses,
            double evictions) {}

    Sample sample(Duration after, long answers) throws IOException, InterruptedException {
        String text = this.client.send(this.scrape, HttpResponse.BodyHandlers.ofString()).body();
        return new Sample(after, answers, sum(text, "jvm_memory_used_bytes{area=\"heap\""), resident(),
                sum(text, "multigate_item_cache_bytes{"), sum(text, "multigate_item_cache_hits_total{"),
                sum(text, "multigate_item_cache_misses_total{"), sum(text, "multigate_item_cache_evictions_total{"));
    }

    private static double sum(String text, String start) {
        return text.lines()
                .filter((line) -> line.startsWith(start))
                .mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private double resident() throws IOException {
        String line = Files.readAllLines(this.status)
                .stream()
                .filter((entry) -> entry.startsWith(RESIDENT))
                .findFirst()
                .orElseThrow();
        return Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1024;
    }

}
