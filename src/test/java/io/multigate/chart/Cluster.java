package io.multigate.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** As much of Kubernetes' API as a chart can look at: what there is of the kinds that it asks for, by name. */
final class Cluster implements AutoCloseable {

    /** By the address of their API. */
    private static final Map<String, String> KINDS = Map.of("/apis/apps/v1", "Deployment", "/apis/autoscaling/v2",
            "HorizontalPodAutoscaler");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;

    private final Map<String, HasMetadata> present;

    private Cluster(HttpServer server, Map<String, HasMetadata> present) {
        this.server = server;
        this.present = present;
    }

    static Cluster of(List<HasMetadata> present) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Cluster cluster = new Cluster(server,
                    present.stream().collect(Collectors.toMap(Cluster::path, Function.identity())));
            server.createContext("/", cluster::answer);
            server.start();
            return cluster;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static String path(HasMetadata object) {
        return "/apis/" + object.getApiVersion() + "/namespaces/" + Chart.NAMESPACE + "/" + object.getPlural() + "/"
                + object.getMetadata().getName();
    }

    /** How Helm gets there. */
    String kubeConfig() {
        return """
                apiVersion: v1
                kind: Config
                current-context: test
                clusters: [{name: test, cluster: {server: 'http://127.0.0.1:%d'}}]
                contexts: [{name: test, context: {cluster: test, user: test}}]
                users: [{name: test, user: {}}]
                """.formatted(this.server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String kind = KINDS.get(path);
        HasMetadata object = this.present.get(path);
        if (kind != null) {
            send(exchange, 200, Map.of("kind", "APIResourceList", "groupVersion", path.substring("/apis/".length()),
                    "resources", List.of(Map.of("name", kind.toLowerCase(Locale.ROOT) + "s",
                            "namespaced", true, "kind", kind, "verbs", List.of("get")))));
        } else if (object != null) {
            send(exchange, 200, object);
        } else {
            send(exchange, 404, Map.of("kind", "Status", "apiVersion", "v1", "status", "Failure", "reason", "NotFound",
                    "code", 404));
        }
    }

    private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
        byte[] body = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        this.server.stop(0);
    }

}
