package io.multigate.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoadGeneratorTests {

    /** One that got lost on the way would be neither answered nor a fault. */
    @Test
    void aCallWhoseAnswerNobodyCanLookAtIsCountedAsAFault() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", (exchange) -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 1);
            exchange.getResponseBody().write('{');
            exchange.close();
        });
        server.start();
        LoadOutcome outcome;
        try (LoadGenerator generator = new LoadGenerator(server.getAddress().getPort(), "/", "",
                List.of("{}".getBytes(StandardCharsets.UTF_8)), (_, body) -> {
                    throw new IllegalStateException("no end of " + body);
                })) {
            outcome = generator.open(100, Duration.ofMillis(200));
        } finally {
            server.stop(0);
        }

        assertThat(outcome.calls()).hasSize(20);
        assertThat(outcome.faults()).hasSize(5).allMatch((fault) -> fault.startsWith("200 ") && fault.endsWith("of {"));
    }

}
