package io.multigate.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/** As much of Kubernetes' API as a chart can look at: deployments by their names, and how many pods each has. */
final class Cluster implements AutoCloseable {

    private static final String API = "/apis/apps/v1";

    private final HttpServer server;

    private final Map<String, Integer> deployments;

    private Cluster(HttpServer server, Map<String, Integer> deployments) {
        this.server = server;
        this.deployments = deployments;
    }

    static Cluster of(Map<String, Integer> deployments) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Cluster cluster = new Cluster(server, deployments);
            server.createContext("/", cluster::answer);
            server.start();
            return cluster;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
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
        String name = path.replaceFirst("^" + API + "/namespaces/" + Chart.NAMESPACE + "/deployments/", "");
        Integer replicas = this.deployments.get(name);
        if (path.equals(API)) {
            send(exchange, 200, Map.of("kind", "APIResourceList", "groupVersion", "apps/v1", "resources",
                    List.of(Map.of("name", "deployments", "namespaced", true, "kind", "Deployment", "verbs",
                            List.of("get")))));
        } else if (replicas != null) {
            send(exchange, 200, Map.of("kind", "Deployment", "apiVersion", "apps/v1", "metadata", Map.of("name", name),
                    "spec", Map.of("replicas", replicas)));
        } else {
            send(exchange, 404, Map.of("kind", "Status", "apiVersion", "v1", "status", "Failure", "reason", "NotFound",
                    "code", 404));
        }
    }

    private static void send(HttpExchange exchange, int status, Map<String, Object> answer) throws IOException {
        byte[] body = JsonMapper.shared().writeValueAsString(answer).getBytes(StandardCharsets.UTF_8);
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
