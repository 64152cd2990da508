package io.multigate.load;

import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A service that is watched from outside.
 *
 * @param port of its API
 * @param managementPort of its meters
 * @param pid its process
 */
public record ServiceProcess(int port, int managementPort, long pid) {

    private static final String RESIDENT = "VmRSS:";

    /** Of a generation or of the whole heap. */
    private static final Pattern USED = Pattern.compile("\\bused (\\d+)K");

    /** What it takes. */
    public record Memory(double liveHeap, double resident) {}

    /** Has it collect its garbage, and looks what is left. */
    public Memory memory() throws IOException, InterruptedException {
        // Not from the meters: to show them makes megabytes of new garbage.
        double heap = USED.matcher(jcmd("GC.run", "GC.heap_info").replaceAll("(?m)^ *(Metaspace|class space).*$", ""))
                .results()
                .mapToDouble((used) -> Double.parseDouble(used.group(1)) * 1024)
                .sum();
        String resident = Files.readAllLines(Path.of("/proc", Long.toString(this.pid), "status"))
                .stream()
                .filter((line) -> line.startsWith(RESIDENT))
                .findFirst()
                .orElseThrow();
        return new Memory(heap,
                Double.parseDouble(resident.replaceAll("[^0-9]", "")) * 1024);
    }

    /** How many objects of a class a collection leaves. */
    public long instances(String className) throws IOException, InterruptedException {
        return jcmd("GC.class_histogram").lines()
                .map((line) -> List.of(line.strip().split("\\s+", -1)))
                .filter((columns) -> columns.size() > 3 && columns.get(3).equals(className))
                .mapToLong((columns) -> Long.parseLong(columns.get(1)))
                .sum();
    }

    private String jcmd(String... commands) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(this.pid), "-f", "/dev/stdin").redirectErrorStream(true).start();
        try (Writer input = process.outputWriter()) {
            input.write(String.join("\n", commands));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("the service does not answer jcmd: " + output);
        }
        return output;
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
