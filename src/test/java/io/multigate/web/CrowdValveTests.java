package io.multigate.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.multigate.RunningService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Connections are kept while there are enough of them. */
@Timeout(60)
class CrowdValveTests {

    private static final byte[] REQUEST = "HEAD /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);

    private static final String END = "Connection: close\r\n";

    private final List<Socket> sockets = new ArrayList<>();

    private RunningService service;

    @BeforeEach
    void start(@TempDir Path models) {
        this.service = RunningService.startSmall(models, "--server.tomcat.max-connections=8",
                "--server.tomcat.connection-timeout=60s");
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : this.sockets) {
            socket.close();
        }
        this.service.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.service.port());
        socket.setSoTimeout(20_000);
        this.sockets.add(socket);
        return socket;
    }

    private static String ask(Socket socket) throws IOException {
        socket.getOutputStream().write(REQUEST);
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("\r\n\r\n")) {
            int next = socket.getInputStream().read();
            assertThat(next).as("%s", answer).isNotNegative();
            answer.append((char) next);
        }
        return answer.toString();
    }

    @Test
    void connectionsEndWithTheirNextAnswersWhenThreeQuartersAreTaken() throws Exception {
        Socket kept = connect();
        for (int i = 0; i < 3; i++) {
            connect();
            assertThat(ask(kept)).startsWith("HTTP/1.1 200 ").doesNotContain(END);
        }
        for (int i = 0; i < 3; i++) {
            connect();
        }

        String answer = ask(kept);
        // The last ones may not have been let in yet.
        for (int i = 0; i < 400 && !answer.contains(END); i++) {
            Thread.sleep(50);
            answer = ask(kept);
        }
        assertThat(answer).contains(END);
        assertThat(kept.getInputStream().read()).isEqualTo(-1);
    }

}
