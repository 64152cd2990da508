package io.multigate.web;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import io.multigate.RunningService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Bodies may come gzipped, and answers go so where it is switched on. */
class CompressionTests {

    private static final String BODY = BadBody.candidates("{}");

    private static BadInputService service;

    @BeforeAll
    static void start(@TempDir Path models) {
        service = BadInputService.start(models);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static byte[] gzipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static HttpResponse<String> sendGzipped(byte[] body) {
        return service.send(service.scoreRequest()
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private static String scores(String answer) {
        return answer.substring(answer.indexOf("\"scores\""));
    }

    @Test
    void aGzippedBodyIsScoredAsThePlainOne() throws IOException {
        HttpResponse<String> answer = sendGzipped(gzipped(BODY));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(scores(answer.body())).isEqualTo(scores(service.score(BODY).body()));
    }

    @Test
    void aBodyThatIsNotGzipIsAProblem() {
        assertThat(service.requireProblem(sendGzipped(BODY.getBytes(StandardCharsets.UTF_8)), 400, "invalid-request")
                .get("detail")
                .asString()).contains("not gzip");
    }

    @Test
    void aGzippedBodyThatEndsEarlyIsAProblem() throws IOException {
        byte[] body = gzipped(BODY);
        for (int length = 0; length < body.length; length++) {
            service.requireProblem(sendGzipped(Arrays.copyOf(body, length)), 400, "invalid-request");
        }
    }

    @Test
    void aFlippedByteIsAProblem() throws IOException {
        byte[] body = gzipped(BODY);
        for (int at = 10; at < body.length; at++) {
            byte[] flipped = body.clone();
            flipped[at] ^= 0x10;
            service.requireProblem(sendGzipped(flipped), 400, "invalid-request");
        }
    }

    /** Some kilobytes that would become many megabytes. */
    @Test
    void aSmallBodyDoesNotBecomeALargeOne() throws IOException {
        byte[] bomb = gzipped(BODY + " ".repeat(20_000_000));
        assertThat(bomb).hasSizeLessThan(40_000);

        service.requireProblem(sendGzipped(bomb), 413, "body-too-large");
    }

    @Test
    void aBodyInTwoMembersIsScoredAsThePlainOne() throws IOException {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.write(gzipped(BODY.substring(0, 20)));
        members.write(gzipped(""));
        members.write(gzipped(BODY.substring(20)));

        assertThat(scores(sendGzipped(members.toByteArray()).body())).isEqualTo(scores(service.score(BODY).body()));
    }

    /** Of each the virtual machine's own reader would read to the end before it hands anything out. */
    @ParameterizedTest
    @MethodSource("hollow")
    void aBodyThatUnpacksToNothingIsAProblem(String head, String repeated) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(HexFormat.of().parseHex(head));
        byte[] filling = HexFormat.of().parseHex(repeated);
        while (body.size() < 2_000_000) {
            body.writeBytes(filling);
        }

        service.requireProblem(sendGzipped(body.toByteArray()), 400, "invalid-request");
    }

    static Stream<Arguments> hollow() throws IOException {
        return Stream.of(Arguments.of("", HexFormat.of().formatHex(gzipped(""))),
                Arguments.of("1f8b0808000000000003", "61"), Arguments.of("1f8b0800000000000003", "000000ffff"));
    }

    @Test
    void answersAreCompressedWhereThatIsSwitchedOn(@TempDir Path models) throws IOException, InterruptedException {
        try (RunningService compressing = RunningService.startSmall(models,
                "--server.compression.enabled=true", "--server.compression.min-response-size=1B");
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(compressing.uri("/v1/models/shop-mmoe/score"))
                            .header("Content-Type", "application/json")
                            .header("Accept-Encoding", "gzip")
                            .POST(HttpRequest.BodyPublishers.ofString(BODY))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());

            assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
            try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
                assertThat(new String(gzip.readAllBytes(), StandardCharsets.UTF_8)).contains("\"pCTCVR\"");
            }
        }
    }

}
