package io.multigate.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.multigate.RunningService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls with tokens whose issuer is gone, or hangs, or does not know their key. */
@Timeout(180)
@ExtendWith(OutputCaptureExtension.class)
class TokenIssuerTests {

    /** Milliseconds to wait for an issuer: a setting of the process, which a test that changes it restores. */
    private static final String PATIENCE = "sun.net.client.defaultReadTimeout";

    private final @Nullable String patience = System.getProperty(PATIENCE);

    @AfterEach
    void restore() {
        if (this.patience == null) {
            System.clearProperty(PATIENCE);
        } else {
            System.setProperty(PATIENCE, this.patience);
        }
    }

    private static RunningService withIssuer(Path models, Path folder, String setting) throws IOException {
        List<String> settings = new ArrayList<>(List.of(Credentials.settings(folder)));
        settings.removeIf((other) -> other.contains("public-key-location"));
        settings.add("--spring.security.oauth2.resourceserver.jwt." + setting);
        return RunningService.startSmall(models, settings.toArray(String[]::new));
    }

    private static HttpRequest.Builder call(RunningService service, String bearer) {
        return HttpRequest.newBuilder(service.uri("/v1/models")).header("Authorization", "Bearer " + bearer);
    }

    private static String token() throws JOSEException {
        return Credentials.token(Credentials.ISSUER, "multigate", "multigate.score", Credentials.anHourAhead());
    }

    private static void requireUnreachable(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
        assertThat(RunningService.json(response).get("type").asString())
                .isEqualTo("urn:multigate:problem:issuer-unreachable");
        assertThat(RunningService.json(response).get("detail").asString())
                .isEqualTo(ProblemExample.of(ProblemType.ISSUER_UNREACHABLE).problem().detail());
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwk-set-uri=http://localhost:%d/keys", "issuer-uri=http://localhost:%d"})
    void anIssuerThatIsGoneIsNotTheServicesFailure(String setting, @TempDir Path models, @TempDir Path folder,
            CapturedOutput output) throws Exception {
        ServerSocket gone = new ServerSocket(0);
        gone.close();
        try (RunningService service = withIssuer(models, folder, setting.formatted(gone.getLocalPort()))) {
            ApiDescription api = ApiDescription.of(service);
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> response = service.send(call(service, token()));
                requireUnreachable(response);
                api.requireDocumented(response);
            }
            assertThat(service.send(call(service, Credentials.FRONTEND)).statusCode()).isEqualTo(200);
            assertThat(service.scrape()).containsEntry("multigate_rejected_total{reason=\"issuer_unreachable\"}", 3.0);
        }
        assertThat(output.toString().split("their issuer does not answer", -1)).hasSize(2);
        assertThat(output).doesNotContain("ERROR");
    }

    /** An issuer changes its keys, and takes a while to say so: nobody is turned away, however many wait for it. */
    @Test
    void anIssuerThatAnswersSlowlyTurnsNobodyAway(@TempDir Path models, @TempDir Path folder) throws Exception {
        System.setProperty(PATIENCE, "20000");
        AtomicReference<KeyPair> current = new AtomicReference<>(Credentials.keyPair());
        HttpServer issuer = issuer(current::get, new AtomicInteger());
        try (RunningService service = withIssuer(models, folder,
                "jwk-set-uri=http://localhost:" + issuer.getAddress().getPort() + "/keys")) {
            for (int change = 0; change < 2; change++) {
                current.set(Credentials.keyPair());
                String token = token(current.get());
                List<CompletableFuture<HttpResponse<String>>> calls = calls(service, token, 100);
                calls.forEach((call) -> assertThat(call.join().statusCode()).as(call.join().body()).isEqualTo(200));
            }
        } finally {
            issuer.stop(0);
        }
    }

    /** Anyone can name a key that nobody has: that costs the issuer little, and keeps out nobody who is known. */
    @ParameterizedTest
    @ValueSource(strings = {"jwk-set-uri=http://localhost:%d/keys", "issuer-uri=http://localhost:%d"})
    void aKeyThatNobodyHasIsSoughtSeldom(String setting, @TempDir Path models, @TempDir Path folder) throws Exception {
        System.setProperty(PATIENCE, "20000");
        KeyPair pair = Credentials.keyPair();
        String unknown = token(Credentials.keyPair());
        String another = token(Credentials.keyPair());
        AtomicInteger asked = new AtomicInteger();
        HttpServer issuer = issuer(() -> pair, asked);
        int port = issuer.getAddress().getPort();
        try (RunningService service = withIssuer(models, folder, setting.formatted(port))) {
            String known = Credentials.token(pair, id(pair), "http://localhost:" + port, "multigate", "multigate.score",
                    Credentials.anHourAhead());
            assertThat(service.send(call(service, known)).statusCode()).isEqualTo(200);
            int before = asked.get();
            long start = System.nanoTime();
            List<CompletableFuture<HttpResponse<String>>> calls = calls(service, unknown, BearerOfToken.MANY + 100);
            while (!calls.stream().allMatch(CompletableFuture::isDone)) {
                assertThat(service.send(call(service, known)).statusCode()).isEqualTo(200);
            }
            assertThat(calls).extracting((call) -> call.join().statusCode()).isSubsetOf(401, 503).contains(401);
            assertThat(service.send(call(service, another)).statusCode()).isEqualTo(401);
            int sought = asked.get() - before;
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            assertThat(sought).isBetween(1, 2 + (int) (seconds / 10));
        } finally {
            issuer.stop(0);
        }
    }

    /** An issuer that takes a while to answer with its key. */
    private static HttpServer issuer(Supplier<KeyPair> current, AtomicInteger asked) throws IOException {
        HttpServer issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String address = "http://localhost:" + issuer.getAddress().getPort();
        issuer.createContext("/keys", (exchange) -> {
            asked.incrementAndGet();
            String keys = keys(current.get());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
            send(exchange, keys);
        });
        issuer.createContext("/.well-known/openid-configuration", (exchange) -> send(exchange,
                "{\"issuer\": \"%1$s\", \"jwks_uri\": \"%1$s/keys\"}".formatted(address)));
        issuer.start();
        return issuer;
    }

    private static void send(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String keys(KeyPair pair) {
        return new JWKSet(new RSAKey.Builder((RSAPublicKey) pair.getPublic()).keyID(id(pair)).build()).toString();
    }

    private static String id(KeyPair pair) {
        return Integer.toString(pair.getPublic().hashCode());
    }

    private static String token(KeyPair pair) throws JOSEException {
        return Credentials.token(pair, id(pair), "multigate", "multigate.score", Credentials.anHourAhead());
    }

    /** So many at once. */
    private static List<CompletableFuture<HttpResponse<String>>> calls(RunningService service, String token,
            int count) {
        return IntStream.range(0, count)
                .mapToObj((_) -> CompletableFuture.supplyAsync(() -> service.send(call(service, token)),
                        Thread::startVirtualThread))
                .toList();
    }

    /** Those who wait for it are few, so that connections are left for everyone else. */
    @Test
    void anIssuerThatHangsHoldsFewCallers(@TempDir Path models, @TempDir Path folder, CapturedOutput output)
            throws Exception {
        ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        try (RunningService service = withIssuer(models, folder,
                "jwk-set-uri=http://localhost:" + hanging.getLocalPort() + "/keys")) {
            await(() -> output.toString().contains("their issuer does not answer"));
            List<CompletableFuture<HttpResponse<String>>> calls = calls(service, token(), BearerOfToken.FEW + 8);
            await(() -> calls.stream().filter(CompletableFuture::isDone).count() >= 8);
            assertThat(service.send(call(service, Credentials.FRONTEND)).statusCode()).isEqualTo(200);
            hanging.close();
            calls.forEach((call) -> requireUnreachable(call.join()));
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean() && System.nanoTime() < until) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

}
