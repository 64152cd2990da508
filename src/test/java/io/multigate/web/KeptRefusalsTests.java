package io.multigate.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.multigate.RunningService;
import io.multigate.admission.Admission;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** A caller who is turned away keeps his connection, and what comes after on it is read rightly. */
@Timeout(60)
class KeptRefusalsTests {

    private static final String POST = String.join("\r\n", "POST /v1/score HTTP/1.1", "Host: localhost",
            "X-Request-Id: me", "Content-Type: application/json", "");

    private static final String BODY = "{\"candidates\": [{\"id\": \"a\", \"features\": {}}]}";

    private static final String CALL = POST + "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY;

    private static Path folder;

    private static RunningService service;

    private Admission.Entry entry;

    private Socket socket;

    @BeforeAll
    static void start(@TempDir Path temporary) {
        folder = temporary;
        service = RunningService.startSmall(temporary.resolve("models"), "--multigate.admission.concurrency=1",
                "--multigate.admission.queue=0", "--server.tomcat.accesslog.enabled=true",
                "--server.tomcat.accesslog.directory=" + temporary.resolve("log"),
                "--server.tomcat.accesslog.buffered=false", "--server.tomcat.accesslog.pattern=%{X-Request-Id}i %s");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** Takes the only place. */
    @BeforeEach
    void fill() throws IOException {
        this.entry = service.context().getBean(Admission.class).enter();
        connect();
    }

    private void connect() throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
        this.socket.setSoTimeout(20_000);
    }

    @AfterEach
    void free() throws IOException {
        this.entry.close();
        this.socket.close();
    }

    private void send(String request) throws IOException {
        this.socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** The lines of the next answer's head, and its body. */
    private List<String> answer() throws IOException {
        List<String> lines = new ArrayList<>();
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            lines.add(line);
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring(16));
            }
        }
        lines.add(new String(this.socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8));
        return lines;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (!line.toString().endsWith("\r\n")) {
            int next = this.socket.getInputStream().read();
            assertThat(next).as("after %s", line).isNotNegative();
            line.append((char) next);
        }
        return line.substring(0, line.length() - 2);
    }

    private void requireEnd() throws IOException {
        assertThat(this.socket.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void theConnectionOfACallerWhoIsTurnedAwayIsKept() throws IOException {
        String spaces = " ".repeat(200_000);
        String[] calls = {CALL, POST + "Content-Length: 200000\r\n\r\n" + spaces,
                POST + "Transfer-Encoding: chunked\r\n\r\n30d40\r\n" + spaces + "\r\n0\r\n\r\n", CALL};
        for (String call : calls) {
            send(call);
            assertThat(answer()).startsWith("HTTP/1.1 503 ").contains("Retry-After: 1");
        }
        send(CALL + CALL);
        assertThat(answer()).startsWith("HTTP/1.1 503 ");
        assertThat(answer()).startsWith("HTTP/1.1 503 ");

        this.entry.close();

        send(CALL);
        assertThat(answer()).startsWith("HTTP/1.1 200 ");
        assertThat(this.socket.getInputStream().available()).isZero();
    }

    @Test
    void theAnswerIsTheOneOfAConnectionThatEnds() throws IOException {
        send(CALL);
        List<String> kept = answer();
        send(CALL.replace("Host:", "Connection: close\r\nHost:"));
        List<String> ended = answer();

        requireEnd();
        assertThat(new JsonMapper().readTree(kept.getLast()).get("type").asString())
                .isEqualTo(ProblemType.OVERLOADED.uri());
        assertThat(ended).contains("Connection: close").contains(kept.getLast());
        assertThat(withoutDate(ended)).containsExactlyInAnyOrderElementsOf(
                Stream.concat(withoutDate(kept).stream(), Stream.of("Connection: close")).toList());
        assertThat(kept).anyMatch((line) -> line.startsWith("Date: "));
    }

    /** Else he would send calls on a connection that has been closed. */
    @Test
    void aCallerWhoAsksIsToldHowLongAConnectionMayRest() throws IOException {
        String call = CALL.replace("Host:", "Connection: Keep-Alive\r\nHost:");
        send(call);
        assertThat(answer()).startsWith("HTTP/1.1 503 ").contains("Keep-Alive: timeout=60", "Connection: keep-alive");

        this.entry.close();

        send(call);
        assertThat(answer()).startsWith("HTTP/1.1 200 ").contains("Keep-Alive: timeout=60", "Connection: keep-alive");
    }

    /** Two programs may not agree where such a body ends. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\nnonsense\r\n"})
    void nothingIsReadBehindABodyThatIsNoneForSure(String body) throws IOException {
        send(POST + body + CALL);
        assertThat(answer()).startsWith("HTTP/1.1 503 ");
        requireEnd();
    }

    private static List<String> withoutDate(List<String> answer) {
        return answer.stream().filter((line) -> !line.startsWith("Date: ")).toList();
    }

    /** Else callers would never find the pods that are added for them. */
    @Test
    void oneInThirtyTwoEnds() throws IOException {
        int ended = 0;
        for (int i = 0; i < OverloadValve.ONE_IN; i++) {
            send(CALL);
            if (answer().contains("Connection: close")) {
                ended++;
                requireEnd();
                connect();
            }
        }
        assertThat(ended).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Connection: close", "Connection: TE, Close", "Expect: 100-continue",
            "Content-Length: 3000000"})
    void aConnectionThatHasToEndSaysSoAndEnds(String header) throws IOException {
        String length = header.startsWith("Content-Length") ? "" : "Content-Length: " + BODY.length() + "\r\n";
        send(POST + header + "\r\n" + length + "\r\n");
        assertThat(answer()).startsWith("HTTP/1.1 503 ").contains("Connection: close");
        if (!header.startsWith("Expect")) {
            this.socket.shutdownOutput();
        }
        requireEnd();
    }

    @Test
    void anOldCallerIsAnsweredAsHeAsks() throws IOException {
        send(CALL.replace("HTTP/1.1", "HTTP/1.0"));
        assertThat(answer()).startsWith("HTTP/1.1 503 ").contains("Connection: close");
        requireEnd();
    }

    @Test
    void theAccessLogSaysThatHeWasTurnedAway() throws IOException {
        send(CALL.replace("Id: me", "Id: logged"));
        answer();
        send("GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(answer()).startsWith("HTTP/1.1 200 ");
        try (Stream<Path> files = Files.list(folder.resolve("log"))) {
            Path log = files.filter((file) -> file.getFileName().toString().startsWith("access_log"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Files.readAllLines(log)).contains("logged 503");
        }
        assertThat(Objects.requireNonNull(service.scrape().get("multigate_rejected_total{reason=\"overloaded\"}")))
                .isPositive();
    }

}
