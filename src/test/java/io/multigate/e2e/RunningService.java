package io.multigate.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.multigate.load.ServiceProcess;

import org.springframework.util.FileSystemUtils;

/**
 * The executable jar, started as an operator starts it, on the shipped models and on free ports. Its output is kept
 * under {@code target/e2e}.
 */
final class RunningService implements AutoCloseable {

    private static final Path JAR = Path.of("target", "multigate.jar");

    private final HttpClient client = HttpClient.newHttpClient();

    private final BackgroundProcess process;

    private final int port;

    private final int managementPort;

    private RunningService(BackgroundProcess process, int port, int managementPort) {
        this.process = process;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Starts the jar and waits until it is ready. */
    static RunningService start(String name, String... arguments) throws IOException, InterruptedException {
        return start(name, List.of(), Map.of(), arguments);
    }

    /** Of the shipped models, and a version of one that may not serve: so every meter has a series. */
    static RunningService startWithABrokenVersion(String name, Path folder) throws IOException, InterruptedException {
        Path models = folder.resolve("models");
        FileSystemUtils.copyRecursively(Path.of("models"), models);
        Files.writeString(Files.createDirectory(models.resolve("shop-esmm/2")).resolve("manifest.json"), "broken");
        return start(name, "--multigate.models.directory=" + models);
    }

    /** The same on a command line of its own: {@code before} stands before {@code java}, such as {@code taskset}. */
    static RunningService start(String name, List<String> before, String... arguments)
            throws IOException, InterruptedException {
        return start(name, before, Map.of(), arguments);
    }

    /** The same with further environment variables. */
    static RunningService start(String name, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return start(name, List.of(), environment, arguments);
    }

    private static RunningService start(String name, List<String> before, Map<String, String> environment,
            String... arguments)
            throws IOException, InterruptedException {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException(JAR + " is missing; run the tests with 'mvn verify'");
        }
        FreePorts ports = FreePorts.find();
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-jar", JAR.toString(), "--server.port=" + ports.one(),
                "--management.server.port=" + ports.other()));
        command.addAll(List.of(arguments));
        // However slow the machine that tests, nobody waits in vain; a test that is of deadlines names its own.
        Map<String, String> patient = new HashMap<>(Map.of("MULTIGATE_ADMISSION_DEADLINE", "60s"));
        patient.putAll(environment);
        RunningService service = new RunningService(BackgroundProcess.start(name, command, patient),
                ports.one(), ports.other());
        service.process.await("ready", Duration.ofMinutes(5), () -> service.get("/readyz").statusCode() == 200);
        return service;
    }

    int port() {
        return this.port;
    }

    /** Seen from outside. */
    ServiceProcess seen() {
        return new ServiceProcess(this.port, this.managementPort, this.process.pid());
    }

    BackgroundProcess process() {
        return this.process;
    }

    int managementPort() {
        return this.managementPort;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(this.port, path)).build());
    }

    HttpResponse<String> scrape() throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(this.managementPort, "/actuator/prometheus")).build());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(this.port, path))
                .header("Content-Type", "application/json")
                .header("X-Request-Id", "end-to-end")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Calls an operation of administration, of a service that was started with the settings for it. */
    HttpResponse<String> administer(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(this.port, "/v1/admin/" + path))
                .header("X-API-Key", io.multigate.RunningService.ADMIN_KEY)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return this.client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Override
    public void close() {
        this.client.close();
        this.process.close();
    }

}
