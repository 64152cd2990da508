package io.multigate.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.multigate.RunningService;
import io.multigate.bundle.ModelBundle;
import io.multigate.bundle.Tampering;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** No answer shows a stack trace, a class, or where on the machine anything is, whatever went wrong. */
class NothingGivenAwayTests {

    private static final String SCORE = "/v1/score";

    private static RunningService service;

    private static Path folder;

    @BeforeAll
    static void start(@TempDir Path models) throws IOException {
        folder = models;
        ship(models, 1);
        Files.delete(ship(models, 2).resolve("manifest.json"));
        Files.delete(another(models, 3).resolve("golden.json"));
        Files.writeString(ship(models, 4).resolve("manifest.json"), "{");
        Files.writeString(another(models, 5).resolve("more.bin"), "x");
        Path outside = Files.move(another(models, 6).resolve("features.json"), models.resolve("outside"));
        Files.createSymbolicLink(models.resolve("shop-mmoe/6/features.json"), outside);
        Path folderForFile = another(models, 7).resolve("weights.safetensors");
        Files.delete(folderForFile);
        Files.createDirectory(folderForFile);
        ship(models, 8);
        new Tampering(another(models, 9)).bytes(ModelBundle.NETWORK,
                (_) -> "no network".getBytes(StandardCharsets.UTF_8)).digests();
        service = RunningService.start(models, "--multigate.limits.body-size=64KB");
    }

    private static Path ship(Path models, int version) throws IOException {
        Path directory = models.resolve("shop-mmoe").resolve(Integer.toString(version));
        FileSystemUtils.copyRecursively(Path.of("models", "shop-mmoe", "1"), directory);
        return directory;
    }

    /** A copy that says itself which version it is. */
    private static Path another(Path models, int version) throws IOException {
        Path directory = ship(models, version);
        new Tampering(directory).json("manifest.json",
                (manifest) -> ((ObjectNode) manifest.required("id")).put("version",
                        version))
                .vouch();
        return directory;
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static void requireDiscreet(String answer) {
        assertThat(answer).isNotEmpty()
                .doesNotContain("java.", "jdk.", "at io.", "io.multigate", "org.", "Exception", "Error:",
                        folder.toString(), folder.toAbsolutePath().toString(),
                        System.getProperty("user.dir"));
    }

    @Test
    void aReasonNamesTheFileWithinTheModelDirectory() {
        HttpResponse<String> response = service.get("/v1/models/shop-mmoe");
        List<String> reasons = new ArrayList<>();
        for (JsonNode version : RunningService.json(response).get("versions")) {
            if (version.get("version").asInt() > 1) {
                reasons.add(version.get("reason").asString());
            }
        }
        assertThat(reasons).satisfiesExactly((missing) -> assertThat(missing).isEqualTo(
                "its manifest.json is not there yet"),
                (missing) -> assertThat(missing).isEqualTo("files: golden.json is missing"),
                (malformed) -> assertThat(malformed).startsWith("files: manifest.json is not well-formed: "),
                (besides) -> assertThat(besides).isEqualTo(
                        "files: shop-mmoe/5 holds [more.bin] besides the files of a bundle"),
                (link) -> assertThat(link)
                        .isEqualTo("files: features.json is a symbolic link; expected a regular file"),
                (directory) -> assertThat(directory).isEqualTo("files: weights.safetensors is no regular file"),
                (other) -> assertThat(other).isEqualTo(
                        "files: manifest.json says it is shop-mmoe/1, but stands in shop-mmoe/8"),
                (network) -> assertThat(network).startsWith("oracle: network.zip cannot be read: "));
        requireDiscreet(response.body());
        requireDiscreet(service.get("/v1/models").body());
        for (int version = 1; version <= 9; version++) {
            requireDiscreet(service.get("/v1/models/shop-mmoe/versions/" + version).body());
            requireDiscreet(service.post("/v1/models/shop-mmoe/versions/" + version + "/score", "{").body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"health", "health/readiness", "info", "slow", "env"})
    void managementGivesNothingAway(String endpoint) {
        requireDiscreet(service.send(HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + service.managementPort() + "/actuator/" + endpoint))).body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nowhere", "/error", "/v1/models/none", "/v1/models/shop-mmoe/versions/77",
            "/v1/models/shop-mmoe/versions/x", "/v1/admin/nothing", "/swagger-ui/../../etc/passwd", "/actuator/env",
            "/swagger-ui/nothing.js", "/v3/api-docs/nothing", "/v3/api-docs.yaml/x", "/readyz/x"})
    void anUnknownPathGivesNothingAway(String path) {
        for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH", "BREW")) {
            HttpResponse<String> response = service.send(HttpRequest.newBuilder(service.uri(path))
                    .method(method, HttpRequest.BodyPublishers.ofString("{}")));
            assertThat(response.statusCode()).isBetween(400, 499);
            requireDiscreet(response.body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"candidates\": 1}", "{\"candidates\": [{\"id\": {}}]}",
            "{\"candidates\": [{\"id\": \"a\"}], \"user\": {\"age\": \"x\"}}", "\u0000", "{\"a\":1e999}"})
    void aBrokenBodyGivesNothingAway(String body) {
        HttpResponse<String> response = service.post(SCORE, body);
        assertThat(response.statusCode()).isEqualTo(400);
        requireDiscreet(response.body());
    }

    @Test
    void aLargeBodyAndHeadersThatCannotBeReadGiveNothingAway() {
        requireDiscreet(service.post(SCORE, " ".repeat(70_000)).body());
        requireDiscreet(service.send(HttpRequest.newBuilder(service.uri(SCORE))
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))).body());
        for (String[] header : new String[][]{{"Accept", "///"}, {"Accept", "text/html"},
                {"Content-Type", "x"}, {"Range", "bytes=9-1"}, {"X-Request-Id", "../../etc"}}) {
            requireDiscreet(service.send(HttpRequest.newBuilder(service.uri(SCORE))
                    .header("Content-Type", "application/json")
                    .setHeader(header[0], header[1])
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))).body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: a\r\nX: LONG\r\n\r\n", "GET /LONG HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", "GET /a[b HTTP/1.1\r\nHost: a\r\n\r\n", "nonsense\r\n\r\n",
            "GET / HTTP/9.9\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
            "POST /v1/score HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
            "POST /v1/score HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: nonsense\r\n\r\n"})
    void whatIsNoHttpGetsAnAnswerThatGivesNothingAway(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(request.replace("LONG", "x".repeat(40_000))
                            .replace("Host:", "Connection: close\r\nHost:")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).matches("(?s)HTTP/1.1 (4|5).*");
            requireDiscreet(answer);
        }
    }

}
