package io.multigate.web;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;

import io.multigate.RunningService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** However a path is written, and whatever a proxy says of it, the guard stands before it. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class GuardPathTests {

    /** Each of which looks at forwarded headers in a way of its own. */
    private static final List<String> FORWARDED = List.of("/v1/models", "/livez", "/nowhere", "/v3/api-docs",
            "/v3/api-docs/swagger-config", "/swagger-ui.html", "/swagger-ui/swagger-initializer.js");

    private static RunningService guarded;

    private static RunningService open;

    @BeforeAll
    static void start(@TempDir Path models, @TempDir Path others, @TempDir Path issuer) throws IOException {
        guarded = RunningService.startSmall(models, Credentials.settings(issuer));
        open = RunningService.startSmall(others);
    }

    @AfterAll
    static void stop() {
        guarded.close();
        open.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/admin", "/v1/admin/", "/v1/%61dmin/nothing", "/%76%31/admin/nothing",
            "/v1/admin/%2e%2e/admin/nothing", "/v1;a=b/admin/nothing", "//v1/admin/nothing", "/v1/./admin/nothing",
            "/v1/models/../admin/nothing"})
    void noSpellingOfAPathLeadsPastTheGuard(String path) throws IOException {
        for (RunningService service : List.of(guarded, open)) {
            assertThat(RawRequest.send(service, "GET " + path)).as(path)
                    .matches("(?s)HTTP/1.1 40[013] .*")
                    .contains("application/problem+json");
        }
        assertThat(RawRequest.send(guarded, "GET " + path, "X-API-Key: " + Credentials.FRONTEND)).as(path)
                .matches("(?s)HTTP/1.1 40[03] .*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/shop", "/v1", "/v1/admin", "/", "/v1/admin/nothing", "//x", "/;a", "x"})
    void noForwardedHeaderLeadsPastTheGuard(String prefix) {
        for (String path : List.of("/v1/admin/nothing", "/v1/models")) {
            HttpResponse<String> response = guarded.send(HttpRequest.newBuilder(guarded.uri(path))
                    .header("X-Forwarded-Prefix", prefix)
                    .header("X-Forwarded-Host", "proxy.example"));
            assertThat(response.statusCode()).as(response.body()).isIn(400, 401);
            assertThat(response.body()).doesNotContain("shop-mmoe");
        }
        HttpResponse<String> withAKeyThatScores = guarded
                .send(HttpRequest.newBuilder(guarded.uri("/v1/admin/nothing"))
                        .header("X-API-Key", Credentials.FRONTEND)
                        .header("X-Forwarded-Prefix", prefix));
        assertThat(withAKeyThatScores.statusCode()).isIn(400, 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "x/", "//", "//x", "/shop//a", "/..", "/shop/../v1", "/;a", "/a b", "/a?b", "/%zz",
            "/shop,x",
            "http://x"})
    void aPrefixThatIsNoneIsRefused(String prefix, CapturedOutput output) {
        for (String path : List.of("/v1/models", "/livez", "/swagger-ui.html", "/nowhere")) {
            HttpResponse<String> response = guarded.send(HttpRequest.newBuilder(guarded.uri(path))
                    .header("X-Forwarded-Prefix", "/shop")
                    .header("X-Forwarded-Prefix", prefix));
            assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
            assertThat(RunningService.json(response).get("detail").asString())
                    .isEqualTo("X-Forwarded-Prefix must be a path such as /ranking");
            assertThat(response.headers().firstValue("X-Request-Id"))
                    .hasValue(RunningService.json(response).get("requestId").asString());
            assertThat(response.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
            assertThat(response.headers().allValues("X-Frame-Options")).containsExactly("DENY");
            assertThat(open.send(HttpRequest.newBuilder(open.uri("/livez")).header("X-Forwarded-Prefix", prefix))
                    .statusCode()).isEqualTo(200);
        }
        assertThat(output).doesNotContain("ERROR").doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
            "X-Forwarded-Proto | 1", "X-Forwarded-Proto | https://", "X-Forwarded-Proto | ,",
            "X-Forwarded-Host | a%zz", "X-Forwarded-Host | a b", "X-Forwarded-Host | a:b", "X-Forwarded-Host | a:b:c",
            "X-Forwarded-Host | a:65536", "X-Forwarded-Host | :80", "X-Forwarded-Host | 'a,,b'",
            "X-Forwarded-Host | [1:2]", "X-Forwarded-Host | [::1::2]", "X-Forwarded-Host | [1:2:3:4:5:6:7:8:9]",
            "X-Forwarded-Host | [1::3:4:5:6:7:8:9]", "X-Forwarded-Host | [::12345]", "X-Forwarded-Host | a/b",
            "X-Forwarded-Host | a@b", "X-Forwarded-Port | x", "X-Forwarded-Port | -1", "X-Forwarded-Port | 65536",
            "X-Forwarded-Port | 99999999999", "X-Forwarded-For | ,",
            "Forwarded | host=a%zz", "Forwarded | host=\"a b\"", "Forwarded | host=a:b:c", "Forwarded | host=",
            "Forwarded | proto=1", "Forwarded | for=1.2.3.4:x", "Forwarded | for=1.2.3.4:99999",
            "Forwarded | by=2001:db8::1", "Forwarded | 'for=a, host=a%zz'", "Forwarded | xhost=a%zz",
            "Forwarded | x=host=a%zz",
            "Forwarded | XPROTO=1", "Forwarded | ,"})
    void aForwardedHeaderThatIsNoneIsRefused(String name, String value, CapturedOutput output) {
        for (String path : FORWARDED) {
            HttpResponse<String> response = guarded.send(HttpRequest.newBuilder(guarded.uri(path)).header(name, value));
            assertThat(response.statusCode()).as(path).isEqualTo(400);
            assertThat(RunningService.json(response).get("detail").asString()).startsWith(name + " must be ");
        }
        assertThat(output).doesNotContain("ERROR").doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {"X-Forwarded-Proto | https", "X-Forwarded-Proto | WSS",
            "X-Forwarded-Proto | 'https, http'", "X-Forwarded-Proto | h2c", "X-Forwarded-Proto | ''",
            "X-Forwarded-Host | shop.example", "X-Forwarded-Host | 'shop.example:8443,my_proxy'",
            "X-Forwarded-Host | 192.0.2.1:80", "X-Forwarded-Host | [2001:db8::1]", "X-Forwarded-Host | [::1]:8443",
            "X-Forwarded-Host | [::]", "X-Forwarded-Host | [1:2:3:4:5:6:7::]", "X-Forwarded-Host | [::2:3:4:5:6:7:8]",
            "X-Forwarded-Host | [1:2:3:4:5:6:7:8]", "X-Forwarded-Host | ''",
            "X-Forwarded-Port | 443", "X-Forwarded-Port | '65535, 80'", "X-Forwarded-Port | 6554",
            "X-Forwarded-For | 192.0.2.1", "X-Forwarded-For | '192.0.2.1, 10.0.0.1:80'",
            "X-Forwarded-For | 2001:db8::1", "X-Forwarded-For | '[2001:db8::1]:80,unknown'",
            "X-Forwarded-For | ::ffff:10.0.0.1", "X-Forwarded-Ssl | x", "X-Forwarded-For | fe80::1%eth0",
            "X-Forwarded-For | 192.0.2.1:x",
            "Forwarded | for=192.0.2.1", "Forwarded | for=192.0.2.1;proto=https; by=203.0.113.43",
            "Forwarded | 'For=\"[2001:db8:cafe::17]:4711\"'", "Forwarded | 'for=192.0.2.43, for=198.51.100.17:80'",
            "Forwarded | 'for=192.0.2.1;proto-version=;secret=\"a b\"'",
            "Forwarded | 'for=unknown;by=_gate;host=\"shop.example:8443\";proto=http, for=_a.b-c'", "Forwarded | ''"})
    void aForwardedHeaderIsBelieved(String name, String value, CapturedOutput output) {
        for (String path : FORWARDED) {
            HttpResponse<String> response = guarded.send(HttpRequest.newBuilder(guarded.uri(path)).header(name, value));
            assertThat(response.statusCode()).as(path + response.body()).isEqualTo(guarded.get(path).statusCode());
        }
        assertThat(output).doesNotContain("ERROR").doesNotContain("Exception");
    }

    /** Where nothing stands against it but how long headers may be. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {"X-Forwarded-Host | 'a.'", "X-Forwarded-Host | 'a,'",
            "X-Forwarded-Proto | 'a,'", "X-Forwarded-Port | '80,'", "X-Forwarded-For | 'a, '", "Forwarded | 'for=a;'",
            "Forwarded | 'hosts=a;'",
            "Forwarded | 'by=\"[::]\",'"})
    void aLongForwardedHeaderIsOneAsWell(String name, String part) {
        String value = part.repeat(12_000 / part.length()) + part.replaceAll("[;, ]", "");
        assertThat(guarded.send(HttpRequest.newBuilder(guarded.uri("/livez")).header(name, value)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aScoreCallThatIsRefusedForAForwardedHeaderIsCounted() {
        double before = invalid();
        assertThat(guarded.send(HttpRequest.newBuilder(guarded.uri("/v1/score"))
                .header("X-Forwarded-Port", "x")
                .POST(HttpRequest.BodyPublishers.noBody())).statusCode()).isEqualTo(400);
        assertThat(invalid()).isEqualTo(before + 1);
    }

    private static double invalid() {
        return guarded.scrape().getOrDefault("multigate_rejected_total{reason=\"invalid\"}", Double.NaN);
    }

    @Test
    void aLongPrefixIsOneAsWell() {
        aPrefixIsBelieved("/a".repeat(5_000));
        aPrefixIsBelieved("/a,".repeat(3_000) + "/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/shop", "/shop/", "/shop/v1.2/a_b~c-d", "/outer, /inner"})
    void aPrefixIsBelieved(String prefix) {
        assertThat(guarded.send(HttpRequest.newBuilder(guarded.uri("/livez")).header("X-Forwarded-Prefix", prefix))
                .statusCode()).isEqualTo(200);
    }

}
