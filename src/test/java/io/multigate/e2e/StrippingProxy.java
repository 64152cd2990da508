package io.multigate.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Does what an ingress controller does that is told to strip a path's prefix: it says so in forwarded headers. */
final class StrippingProxy implements AutoCloseable {

    private final HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private final HttpServer server;

    private final String prefix;

    private final int target;

    private StrippingProxy(HttpServer server, String prefix, int target) {
        this.server = server;
        this.prefix = prefix;
        this.target = target;
    }

    static StrippingProxy start(String prefix, int target) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        StrippingProxy proxy = new StrippingProxy(server, prefix, target);
        server.createContext(prefix + "/", proxy::forward);
        server.start();
        return proxy;
    }

    /** The address of a path of the service. */
    String address(String path) {
        return "http://127.0.0.1:" + this.server.getAddress().getPort() + this.prefix + path;
    }

    private void forward(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString().substring(this.prefix.length());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.target + path))
                .method(exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()))
                .header("X-Forwarded-Prefix", this.prefix)
                .header("X-Forwarded-Host", exchange.getRequestHeaders().getFirst("Host"))
                .header("X-Forwarded-Proto", "http");
        for (String name : List.of("Accept", "Content-Type")) {
            Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
                    .ifPresent((value) -> request.header(name, value));
        }
        try (exchange) {
            HttpResponse<byte[]> response = this.client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            for (String name : List.of("Content-Type", "Location")) {
                response.headers()
                        .firstValue(name)
                        .ifPresent((value) -> exchange.getResponseHeaders().set(name, value));
            }
            byte[] body = response.body();
            exchange.sendResponseHeaders(response.statusCode(), (body.length == 0) ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        this.server.stop(0);
        this.client.close();
    }

}
