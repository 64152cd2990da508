package io.multigate.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Objects;

import io.multigate.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Callers who ask for much and do not read what they get. */
@Timeout(180)
class SlowReaderTests {

    /** Each answer repeats the ids, 7 MB, of which the system takes 2 or 3 that no service knows of. */
    private static final String BODY = "{\"candidates\": ["
            + String.join(",", Collections.nCopies(9_000, "{\"id\": \"" + "x".repeat(780) + "\"}")) + "]}";

    private static final int MOST = 12;

    @Test
    void answersThatNobodyReadsTakeNoMoreThanBodiesMayAndEnd(@TempDir Path models) throws Exception {
        Deque<Socket> readers = new ArrayDeque<>();
        try (RunningService service = RunningService.startSmall(models, "--multigate.limits.candidates=9000",
                "--multigate.admission.bodies=32MB", "--multigate.admission.sending=3s",
                "--multigate.admission.deadline=20s")) {
            String status;
            do {
                Socket reader = ask(service);
                readers.add(reader);
                status = new String(reader.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            } while (status.equals("HTTP/1.1 200") && readers.size() < MOST);
            assertThat(status).as("after %d answers", readers.size()).isEqualTo("HTTP/1.1 503");
            assertThat(readers).hasSizeBetween(3, 7);

            assertThat(readSlowlyForAWhile(readers.getFirst())).isLessThan(BODY.length());
            for (int i = 0; i < 100 && service.post("/v1/score", BODY).statusCode() != 200; i++) {
                Thread.sleep(100);
            }
            assertThat(service.post("/v1/score", BODY).statusCode()).isEqualTo(200);
            assertThat(rejected(service, "memory")).isPositive();
            assertThat(rejected(service, "cut_off")).isBetween(1.0, (double) readers.size());
        } finally {
            for (Socket reader : readers) {
                reader.close();
            }
        }
    }

    private static double rejected(RunningService service, String reason) {
        return Objects.requireNonNull(service.scrape().get("multigate_rejected_total{reason=\"" + reason + "\"}"));
    }

    /** Some kilobytes a second, so that the connection never stands still, and at last all that there is. */
    private static int readSlowlyForAWhile(Socket socket) throws IOException, InterruptedException {
        int read = 0;
        for (int i = 0; i < 60; i++) {
            read += socket.getInputStream().readNBytes(1_000).length;
            Thread.sleep(100);
        }
        return read + socket.getInputStream().readAllBytes().length;
    }

    private static Socket ask(RunningService service) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4 * 1024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port()));
        socket.getOutputStream()
                .write(("POST /v1/score HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + BODY.length() + "\r\n\r\n" + BODY).getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

}
