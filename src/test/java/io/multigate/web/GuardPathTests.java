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
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** However a path is written, and whatever a proxy says of it, the guard stands before it. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class GuardPathTests {

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
    }

    @ParameterizedTest
    @ValueSource(strings = {"/shop", "/v1", "/v1/admin", "/", "/v1/admin/nothing", "//x", "/;a", "x"})
    void noForwardedHeaderLeadsPastTheGuard(String prefix) {
        for (String path : List.of("/v1/admin/nothing", "/v1/models")) {
            HttpResponse<String> response = guarded.send(HttpRequest.newBuilder(guarded.uri(path))
                    .header("X-Forwarded-Prefix", prefix)
                    .header("X-Forwarded-Host", "proxy.example"));
            assertThat(response.statusCode()).as(response.body()).isIn(400, 401, 404);
            assertThat(response.body()).doesNotContain("shop-mmoe");
        }
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
