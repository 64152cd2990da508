package io.multigate.web;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Bodies that are not JSON in UTF-8 within the limits, by the letter of RFC 8259. */
class MalformedBodyTests {

    private static BadInputService service;

    @BeforeAll
    static void start(@TempDir Path models) {
        service = BadInputService.start(models);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static byte[] broken(String before, int... bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("{\"candidates\": [{\"id\": \"" + before).getBytes(StandardCharsets.UTF_8));
        for (int one : bytes) {
            out.write(one);
        }
        out.writeBytes("\"}]}".getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    static Stream<BadBody> bodies() {
        String one = "{\"id\": \"a\"}";
        return Stream.of(new BadBody("empty", "", ""),
                new BadBody("blank", "  \n", ""),
                new BadBody("not JSON", "scores, please", ""),
                new BadBody("cut off", "{\"candidates\": [{\"id\"", "/candidates/0/id"),
                new BadBody("a comment", "/* hi */{}", ""),
                new BadBody("a trailing comma", "{\"candidates\": [" + one + ",]}", "/candidates/1"),
                new BadBody("single quotes", "{'candidates': []}", ""),
                new BadBody("something after the end", "{\"candidates\": [" + one + "]} {}", ""),
                new BadBody("a bracket after the end", "{\"candidates\": [" + one + "]}]", ""),
                new BadBody("NaN", BadBody.candidates("{\"price\": NaN}"), "/candidates/0/features/price"),
                new BadBody("Infinity", BadBody.candidates("{\"price\": -Infinity}"), "/candidates/0/features/price"),
                new BadBody("1e999", BadBody.candidates("{\"price\": 1e999}"), "/candidates/0/features/price"),
                new BadBody("1e999 unrecognised", BadBody.candidates("{\"x\": [{\"y\": -1e999}]}"),
                        "/candidates/0/features/x/0/y"),
                new BadBody("400 digits", BadBody.candidates("{\"price\": " + "9".repeat(400) + "}"),
                        "/candidates/0/features/price"),
                new BadBody("10,000 digits", BadBody.candidates("{\"price\": " + "9".repeat(10_000) + "}"),
                        "/candidates/0/features/price"),
                new BadBody("leading zero", BadBody.candidates("{\"price\": 007}"), "/candidates/0/features/price"),
                new BadBody("repeated envelope field", "{\"candidates\": [" + one + "], \"candidates\": [" + one + "]}",
                        "/candidates"),
                new BadBody("repeated user", "{\"user\": {}, \"user\": {}, \"candidates\": [" + one + "]}", "/user"),
                new BadBody("repeated id", "{\"candidates\": [{\"id\": \"a\", \"id\": \"b\"}]}", "/candidates/0/id"),
                new BadBody("repeated features",
                        "{\"candidates\": [{\"id\": \"a\", \"features\": {}, \"features\": {}}]}",
                        "/candidates/0/features"),
                new BadBody("repeated feature", BadBody.candidates("{\"price\": 1, \"price\": 1}"),
                        "/candidates/0/features/price"),
                new BadBody("repeated unrecognised feature", BadBody.candidates("{\"x\": 1, \"x\": 1}"),
                        "/candidates/0/features/x"),
                new BadBody("repeated name within an unrecognised feature",
                        BadBody.candidates("{\"x\": {\"y\": 1, \"y\": 2}}"),
                        "/candidates/0/features/x/y"),
                new BadBody("repeated option",
                        "{\"candidates\": [" + one + "], \"options\": {\"topK\": 1, \"topK\": 1}}",
                        "/options/topK"),
                new BadBody("stray continuation byte", broken("a", 0x80), ""),
                new BadBody("overlong NUL", broken("a", 0xC0, 0x80), ""),
                new BadBody("overlong slash", broken("a", 0xE0, 0x80, 0xAF), ""),
                new BadBody("encoded surrogate", broken("a", 0xED, 0xA0, 0x80), ""),
                new BadBody("beyond Unicode", broken("a", 0xF4, 0x90, 0x80, 0x80), ""),
                new BadBody("cut character", broken("a", 0xE2, 0x82), ""),
                new BadBody("byte FF", broken("a", 0xFF), ""),
                new BadBody("UTF-16", "{\"candidates\": []}".getBytes(StandardCharsets.UTF_16LE), ""),
                new BadBody("UTF-32", "{\"candidates\": []}".getBytes(Charset.forName("UTF-32BE")), ""),
                new BadBody("raw control character", BadBody.candidates("{\"brand\": \"a\u0001b\"}"),
                        "/candidates/0/features/brand"),
                new BadBody("bad escape", BadBody.candidates("{\"brand\": \"\\x41\"}"), "/candidates/0/features/brand"),
                new BadBody("half a surrogate pair as id", "{\"candidates\": [{\"id\": \"\\ud800\"}]}",
                        "/candidates/0/id"),
                new BadBody("half a surrogate pair as field", "{\"\\udc00\": 1, \"candidates\": [" + one + "]}",
                        ""));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void whatIsNotJsonIsAProblemThatPointsAtItsFault(BadBody bad) {
        service.refuses(bad);
    }

    @ParameterizedTest
    @ValueSource(ints = {33, 5_000})
    void whatIsNestedTooDeepIsAProblem(int depth) {
        String nested = "{\"x\":".repeat(depth) + "1" + "}".repeat(depth);
        service.requireProblem(service.score(BadBody.candidates(nested)), 400, "invalid-request");
        String lists = "{\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
        service.requireProblem(service.score(BadBody.candidates(lists)), 400, "invalid-request");
    }

    @Test
    void fiftyMegabytesAreAProblemOrAReset() {
        byte[] body = new byte[50 * 1024 * 1024];
        Arrays.fill(body, (byte) ' ');
        for (HttpRequest.BodyPublisher publisher : List.of(HttpRequest.BodyPublishers.ofByteArray(body),
                HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))) {
            try {
                service.requireProblem(service.send(service.scoreRequest()
                        .header("Content-Type", "application/json")
                        .POST(publisher)), 413, "body-too-large");
            } catch (UncheckedIOException reset) {
                assertThat(String.valueOf(reset.getMessage()).toLowerCase(Locale.ROOT)).containsAnyOf("reset",
                        "broken pipe", "closed",
                        "eof");
            }
        }
        assertThat(service.score(BadBody.candidates("{}")).statusCode()).isEqualTo(200);
    }

}
