package io.multigate.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import io.multigate.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Callers who connect and do not say what they want, with the settings that the service has by default. */
@Timeout(60)
class SilentCallerTests {

    @Test
    void whoSendsNothingMoreIsLetGo(@TempDir Path models) throws IOException {
        try (RunningService service = RunningService.startSmall(models);
                Socket silent = connect(service);
                Socket begun = connect(service)) {
            begun.getOutputStream()
                    .write("POST /v1/score HTTP/1.1\r\nHost: localhost\r\n".getBytes(StandardCharsets.US_ASCII));
            long start = System.nanoTime();
            for (Socket caller : new Socket[]{silent, begun}) {
                awaitEnd(caller);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(4),
                    Duration.ofSeconds(20));
        }
    }

    private static Socket connect(RunningService service) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static void awaitEnd(Socket socket) throws IOException {
        try {
            byte[] _ = socket.getInputStream().readAllBytes();
        } catch (SocketException _) {
            // Reset: that is an end as well.
        }
    }

}
