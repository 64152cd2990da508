package io.multigate.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A service that is watched from outside.
 *
 * @param port of its API
 * @param managementPort of its meters
 * @param pid its process
 */
public record ServiceProcess(int port, int managementPort, long pid) {

    private static final String RESIDENT = "VmRSS:";

    /** What it takes. */
    public record Memory(double liveHeap, double resident) {}

    /** Has it collect its garbage, and looks what is left. */
    public Memory memory() throws IOException, InterruptedException {
        Process collection = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(this.pid), "GC.run").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!collection.waitFor(1, TimeUnit.MINUTES)) {
            collection.destroyForcibly();
            throw new IOException("the service does not answer jcmd");
        }
        String resident = Files.readAllLines(Path.of("/proc", Long.toString(this.pid), "status"))
                .stream()
                .filter((line) -> line.startsWith(RESIDENT))
                .findFirst()
                .orElseThrow();
        return new Memory(sum("jvm_memory_used_bytes{area=\"heap\""),
                Double.parseDouble(resident.replaceAll("[^0-9]", "")) * 1024);
    }

    /** The sum of the series whose name and labels begin so. */
    public double sum(String series) throws IOException, InterruptedException {
        return get(this.managementPort, "/actuator/prometheus").lines()
                .filter((line) -> line.startsWith(series))
                .mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** How many series there are. */
    public long series() throws IOException, InterruptedException {
        return get(this.managementPort, "/actuator/prometheus").lines().filter((line) -> !line.startsWith("#")).count();
    }

    /** The body of an answer of the API. */
    public String get(String path) throws IOException, InterruptedException {
        return get(this.port, path);
    }

    private static String get(int port, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
        }
    }

}
