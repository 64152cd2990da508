package io.multigate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.multigate.loading.ModelDirectory;
import io.multigate.registry.VersionLoader;
import io.multigate.security.ApiKeys;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The whole service on ports of its own, with models that a test chooses, spoken to over HTTP. A call may take long unless
 * a test says otherwise: the machine may stall.
 */
public final class RunningService implements AutoCloseable {

    public static final String ADMIN_KEY = "operator";

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final ConfigurableApplicationContext context;

    private RunningService(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts with {@code shop-mmoe/1} alone, a small one without training, made in memory. */
    public static RunningService startSmall(Path models, String... settings) {
        return start(models, List.of("shop-mmoe/1"), (directory) -> TestModels.outcome(
                TestModels.loaded(ModelDirectory.id(directory).orElseThrow(), TestModels.mmoe(4, 8))), settings);
    }

    /**
     * Starts with models made in memory.
     * @param models an empty folder for {@code <name>/<version>}
     * @param ids the versions that the folder is to hold
     * @param loader makes a model of each
     */
    public static RunningService start(Path models, List<String> ids, VersionLoader loader, String... settings) {
        for (String id : ids) {
            try {
                Files.createFile(Files.createDirectories(models.resolve(id)).resolve("manifest.json"));
            } catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }
        return start(new SpringApplicationBuilder(MultigateApplication.class)
                .initializers((context) -> ((GenericApplicationContext) context).registerBean("versionLoader",
                        VersionLoader.class, () -> loader)),
                models, settings);
    }

    /** Starts with the bundles of a folder. */
    public static RunningService start(Path models, String... settings) {
        return start(new SpringApplicationBuilder(MultigateApplication.class), models, settings);
    }

    private static RunningService start(SpringApplicationBuilder application, Path models, String... settings) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--management.server.port=0",
                "--multigate.models.directory=" + models, "--spring.main.allow-bean-definition-overriding=true",
                "--spring.main.register-shutdown-hook=false", "--server.shutdown=immediate"));
        arguments.addAll(List.of(settings));
        return new RunningService(
                application.properties("multigate.admission.deadline=30s").run(arguments.toArray(String[]::new)));
    }

    public int port() {
        return Integer.parseInt(this.context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    public int managementPort() {
        return Integer.parseInt(this.context.getEnvironment().getRequiredProperty("local.management.port"));
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).GET());
    }

    public HttpResponse<String> post(String path, String json) {
        return post(path, json.getBytes(StandardCharsets.UTF_8));
    }

    /** The settings, and those that let {@link #administer} in. */
    public static String[] administrable(String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("--multigate.security.keys.operator.roles=admin");
        all.add("--multigate.security.keys.operator.sha256="
                + HexFormat.of().formatHex(ApiKeys.sha256(ADMIN_KEY)));
        return all.toArray(String[]::new);
    }

    /** Calls an operation of administration. */
    public HttpResponse<String> administer(String path) {
        return send(HttpRequest.newBuilder(uri("/v1/admin/" + path))
                .header("X-API-Key", ADMIN_KEY)
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    public HttpResponse<String> post(String path, byte[] json) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json)));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return this.client.send(request.timeout(Duration.ofSeconds(60)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** What Prometheus would read. */
    public String scrapeText() {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort() + "/actuator/prometheus")))
                .body();
    }

    /** What Prometheus would read, line by line, by series. */
    public Map<String, Double> scrape() {
        Map<String, Double> series = new TreeMap<>();
        scrapeText().lines().filter((line) -> !line.startsWith("#")).forEach((line) -> {
            int end = line.lastIndexOf(' ');
            series.put(line.substring(0, end), Double.valueOf(line.substring(end + 1)));
        });
        return series;
    }

    public static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    public ConfigurableApplicationContext context() {
        return this.context;
    }

    @Override
    public void close() {
        this.client.close();
        this.context.close();
    }

}
