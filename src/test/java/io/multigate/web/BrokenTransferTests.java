package io.multigate.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

import io.multigate.RunningService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Bodies that do not come as their headers say. */
@Timeout(180)
@ExtendWith(OutputCaptureExtension.class)
class BrokenTransferTests {

    private static final String POST = "POST /v1/score HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    private static RunningService service;

    private static ApiDescription api;

    @BeforeAll
    static void start(@TempDir Path models) {
        service = RunningService.startSmall(models, "--server.tomcat.connection-timeout=2s");
        api = ApiDescription.of(service);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** Sends what no client would, and returns the problem that is answered. */
    private static String send(String request, int status) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 " + status + " ")
                    .contains("application/problem+json", "X-Request-Id: ");
            return answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1);
        }
    }

    private static void requireProblem(String body, ProblemType type, String detail) {
        JsonNode problem = new JsonMapper().readTree(body);
        assertThat(problem.get("type").asString()).isEqualTo(type.uri());
        assertThat(problem.get("title").asString()).isEqualTo(type.title());
        assertThat(problem.get("detail").asString()).isEqualTo(detail);
        api.requireDocumented("POST", "/v1/score", type.status(), "application/problem+json", body);
    }

    private static double slow() {
        return Objects.requireNonNull(service.scrape().get("multigate_rejected_total{reason=\"slow_body\"}"));
    }

    @Test
    void aBodyThatDoesNotComeIsAProblem() throws IOException {
        double before = slow();
        String body = send(POST + "Content-Length: 100\r\n\r\n{\"candidates\":", 408);
        requireProblem(body, ProblemType.SLOW_BODY, ProblemExample.of(ProblemType.SLOW_BODY).problem().detail());
        assertThat(slow()).isEqualTo(before + 1);
    }

    @Test
    void aBodyInBrokenChunksIsAProblem() throws IOException {
        String body = send(POST + "Transfer-Encoding: chunked\r\n\r\nnonsense\r\n", 400);
        requireProblem(body, ProblemType.INVALID_REQUEST,
                "the body is not transferred as HTTP wants it, or ends early");
    }

    /** Java takes what fails behind a whole member for the end of the body. */
    @Test
    void aGzippedBodyInBrokenChunksIsNotScored() throws IOException {
        double before = scored();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"candidates\": [{\"id\": \"a\", \"features\": {}}]}".getBytes(StandardCharsets.US_ASCII));
        }
        String chunk = Integer.toHexString(packed.size()) + "\r\n" + packed.toString(StandardCharsets.ISO_8859_1)
                + "\r\n";
        String head = POST + "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n";

        String body = send(head + chunk + "nonsense\r\n", 400);

        requireProblem(body, ProblemType.INVALID_REQUEST,
                "the body is not transferred as HTTP wants it, or ends early");
        assertThat(scored()).isEqualTo(before);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.getOutputStream().write((head + chunk + "0\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200");
        }
        assertThat(scored()).isEqualTo(before + 1);
    }

    private static double scored() {
        return service.scrape()
                .entrySet()
                .stream()
                .filter((series) -> series.getKey().startsWith("multigate_score_seconds_count"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** Else whoever sends nothing would shut out the others for as long as a header may take. */
    @Test
    void aBodyThatStallsGivesItsPlaceBackWhenNoCallMayTakeLonger(@TempDir Path models) throws IOException {
        try (RunningService one = RunningService.startSmall(models, "--multigate.admission.concurrency=1",
                "--multigate.admission.queue=0", "--multigate.admission.deadline=5s",
                "--server.tomcat.connection-timeout=60s");
                Socket stalled = new Socket(InetAddress.getLoopbackAddress(), one.port())) {
            String call = "{\"candidates\": [{\"id\": \"a\", \"features\": {}}]}";
            assertThat(one.post("/v1/score", call).statusCode()).isEqualTo(200);
            awaitInside(one, 0);

            stalled.getOutputStream().write((POST + "Content-Length: 100\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            awaitInside(one, 1);
            assertThat(one.post("/v1/score", call).statusCode()).isEqualTo(503);

            await().atMost(Duration.ofSeconds(30)).until(() -> one.post("/v1/score", call).statusCode() == 200);

            assertThat(new String(stalled.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 408 ");
        }
    }

    /** Asked on another port: a call of its own would take the only place. */
    private static void awaitInside(RunningService service, int calls) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Objects.equals(service.scrape().get("multigate_admission_calls"), (double) calls));
    }

    /** The time that a body has is not the one that a connection may rest for. */
    @Test
    void aConnectionRestsLongerThanABodyMayStall(@TempDir Path models) throws IOException, InterruptedException {
        try (RunningService hasty = RunningService.startSmall(models, "--multigate.admission.deadline=200ms");
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), hasty.port())) {
            byte[] request = "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 3; i++) {
                socket.getOutputStream().write(request);
                byte[] answer = new byte[12];
                assertThat(socket.getInputStream().readNBytes(answer, 0, answer.length)).isEqualTo(answer.length);
                assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
                Thread.sleep(Duration.ofMillis(700));
                socket.getInputStream().skipNBytes(socket.getInputStream().available());
            }
        }
    }

    /** Where a controller looks at parameters, Spring reads them out of a form, and Tomcat fails in its place. */
    @Test
    void aBrokenFormIsNoFailureOfTheService(CapturedOutput output) throws IOException {
        String form = "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n";
        String body = send("GET /livez?a=b HTTP/1.1\r\nHost: localhost\r\n" + form + "nonsense\r\n", 400);
        assertThat(body).contains(ProblemType.INVALID_REQUEST.uri());
        assertThat(output).doesNotContain("BadRequestException");
    }

    /** Spring would read a form that is put whole, however long, before anybody looks at its path. */
    @Test
    void aFormIsNotReadWhereNobodyTakesOne(CapturedOutput output) throws IOException {
        String body = send("PUT /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\n%zz", 405);
        assertThat(body).contains(ProblemType.METHOD_NOT_ALLOWED.uri());
        assertThat(output).doesNotContain("HttpMessageNotReadableException");
    }

}
