package io.multigate.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

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

/** Bodies that do not come as their headers say. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class BrokenTransferTests {

    private static final String POST = "POST /v1/score HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    private static RunningService service;

    private static ApiDescription api;

    @BeforeAll
    static void start(@TempDir Path models) {
        service = RunningService.startSmall(models, "--server.tomcat.connection-timeout=300ms");
        api = ApiDescription.of(service);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** Sends what no client would, and returns the problem that is answered. */
    private static String send(String request, int status) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
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
