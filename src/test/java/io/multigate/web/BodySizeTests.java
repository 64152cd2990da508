package io.multigate.web;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

import io.multigate.RunningService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Bodies about as long as the buffers they are read into, of a known length and of none, plain and gzipped. */
class BodySizeTests {

    private static final String PATH = "/v1/models/shop-mmoe/score";

    private static final int LIMIT = 200 * 1024;

    private static final List<Function<byte[], BodyPublisher>> FRAMINGS = List.of(BodyPublishers::ofByteArray,
            (bytes) -> BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));

    private static RunningService service;

    @BeforeAll
    static void start(@TempDir Path models) {
        service = RunningService.startSmall(models, "--multigate.limits.body-size=" + LIMIT + "B");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** What counts stands at the end: a body that is cut short is no JSON. */
    private static byte[] body(int size) {
        String json = BadBody.candidates("{}");
        return (" ".repeat(size - json.length()) + json).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzipped(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
        return packed.toByteArray();
    }

    private static int status(BodyPublisher body, String coding) {
        return service.send(HttpRequest.newBuilder(service.uri(PATH))
                .header("Content-Type", "application/json")
                .header("Content-Encoding", coding)
                .POST(body)).statusCode();
    }

    private static void assertAllAnswered(int size, int status) {
        byte[] body = body(size);
        for (Function<byte[], BodyPublisher> framing : FRAMINGS) {
            assertThat(status(framing.apply(body), "identity")).isEqualTo(status);
            assertThat(status(framing.apply(gzipped(body)), "gzip")).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 65_535, 65_536, 65_537, 131_071, 131_072, 131_073, LIMIT - 1, LIMIT})
    void aBodyWithinTheLimitIsReadToItsEnd(int size) {
        assertAllAnswered(size, 200);
    }

    @ParameterizedTest
    @ValueSource(ints = {LIMIT + 1, 2 * LIMIT})
    void aLongerBodyIsRefused(int size) {
        assertAllAnswered(size, 413);
    }

    /** Nobody reads the end of a body of known length; the next request must begin where it ends. */
    @Test
    void requestsThatComeInOnePieceAreAnsweredOneByOne() throws IOException {
        byte[] body = body(70_000);
        ByteArrayOutputStream requests = new ByteArrayOutputStream();
        for (String connection : List.of("keep-alive", "keep-alive", "close")) {
            requests.writeBytes(("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nConnection: " + connection
                    + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            requests.writeBytes(body);
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.getOutputStream().write(requests.toByteArray());
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answers.split("HTTP/1\\.1 200", -1)).hasSize(4);
        }
    }

}
