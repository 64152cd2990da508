package io.multigate.web;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

import io.multigate.Readme;
import io.multigate.RunningService;
import io.multigate.TestModels;
import io.multigate.admission.Admission;
import io.multigate.admission.RejectionReason;
import io.multigate.inference.PlanCompiler;
import io.multigate.inference.Scorer;
import io.multigate.loading.LoadOutcome;
import io.multigate.loading.ModelDirectory;
import io.multigate.model.ModelId;
import io.multigate.model.ModelSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Every kind of problem is brought about, and is what its example and the meters say. Who may not call at all is in
 * {@link SecurityContractTests}.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ProblemContractTests {

    private static final String SCORE = "/v1/score";

    private static final String BODY = "{\"candidates\": [{\"id\": \"a\"}]}";

    /** Lets one call of the slow model through for each permit. */
    private static final Semaphore GATE = new Semaphore(0);

    private static RunningService service;

    private static ApiDescription api;

    @BeforeAll
    static void start(@TempDir Path models) {
        service = RunningService.start(models, List.of("shop-mmoe/1", "shop-mmoe/2", "shop-broken/1", "shop-slow/1"),
                ProblemContractTests::load,
                RunningService.administrable("--multigate.admission.concurrency=1", "--multigate.admission.queue=1",
                        "--multigate.admission.deadline=5s", "--multigate.limits.body-size=2KB",
                        "--multigate.cors.origins=https://shop.example"));
        api = ApiDescription.of(service);
    }

    private static LoadOutcome load(Path directory) {
        ModelId id = ModelDirectory.id(directory).orElseThrow();
        if (id.version() == 2) {
            return TestModels.failure(directory, "weights.safetensors is missing");
        }
        ModelSpec spec = TestModels.mmoe(4, 8);
        Scorer plan = PlanCompiler.compile(TestModels.schema(), spec,
                TestModels.weights(TestModels.schema(), spec, 1));
        Scorer scorer = switch (id.name()) {
            case "shop-broken" -> (_) -> {
                throw new IllegalStateException("the secret of the plan");
            };
            case "shop-slow" -> (batch) -> {
                GATE.acquireUninterruptibly();
                return plan.score(batch);
            };
            default -> plan;
        };
        return TestModels.outcome(TestModels.loaded(id, spec, scorer));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @EnumSource(value = ProblemType.class, mode = EnumSource.Mode.EXCLUDE,
            names = {"SLOW_BODY", "UNAUTHORIZED", "FORBIDDEN", "ISSUER_UNREACHABLE"})
    void aProblemIsWhatItsExampleSays(ProblemType type) throws Exception {
        Map<String, Double> before = rejections();
        HttpResponse<String> response = provoke(type);
        requireLikeExample(type, response.statusCode(), response.body());
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.headers().firstValue("X-Request-Id"))
                .hasValue(RunningService.json(response).get("requestId").asString());
        assertThat(response.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(response.headers().allValues("X-Frame-Options")).containsExactly("DENY");
        assertThat(response.headers().firstValue("Retry-After"))
                .isEqualTo((type == ProblemType.OVERLOADED) ? Optional.of("1") : Optional.empty());
        if (type != ProblemType.NOT_FOUND) {
            api.requireDocumented(response);
        }
        requireCounted(type, before);
    }

    /** The answer to a request that this kind of problem befalls. */
    private static HttpResponse<String> provoke(ProblemType type) throws Exception {
        return switch (type) {
            case INVALID_REQUEST -> service.post(SCORE,
                    "{\"candidates\": [{\"id\": \"a\", \"features\": {\"price\": \"cheap\"}}]}");
            case FORBIDDEN_ORIGIN -> service.send(post(SCORE).header("Origin", "https://other.example"));
            case NOT_FOUND -> service.get("/v1");
            case UNKNOWN_MODEL -> service.post("/v1/models/shop-nothing/score", BODY);
            case METHOD_NOT_ALLOWED -> service.get(SCORE);
            case NOT_ACCEPTABLE -> service.send(post(SCORE).header("Accept", "text/html"));
            case SLOW_BODY -> throw new IllegalArgumentException("see BrokenTransferTests");
            case UNAUTHORIZED, FORBIDDEN, ISSUER_UNREACHABLE ->
                throw new IllegalArgumentException("a service without keys is open");
            case BODY_TOO_LARGE -> service.post(SCORE, BODY + " ".repeat(3_000));
            case UNSUPPORTED_MEDIA_TYPE -> service.send(post(SCORE).setHeader("Content-Type", "text/plain"));
            case INTERNAL_ERROR -> service.post("/v1/models/shop-broken/score", BODY);
            case REFUSED_CHANGE -> service.administer("models/shop-mmoe/versions/1/unload");
            case MODEL_NOT_SERVING -> service.post("/v1/models/shop-mmoe/versions/2/score", BODY);
            case OVERLOADED -> withAllPlacesTaken(ProblemType.OVERLOADED);
            case DEADLINE_EXCEEDED -> withAllPlacesTaken(ProblemType.DEADLINE_EXCEEDED);
        };
    }

    private static HttpRequest.Builder post(String path) {
        return HttpRequest.newBuilder(service.uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(BODY));
    }

    /** One call is scored and will be too late, one waits behind it, and one more comes. */
    private static HttpResponse<String> withAllPlacesTaken(ProblemType type) throws Exception {
        // An answer may come before its call has given its place back.
        awaitInside(0);
        List<CompletableFuture<HttpResponse<String>>> slow = List.of(slowCall(), slowCall());
        awaitInside(2);
        HttpResponse<String> oneMore = service.post(SCORE, BODY);
        List<HttpResponse<String>> late = slow.stream().map(CompletableFuture::join).toList();
        GATE.release();
        awaitInside(0);
        return (type == ProblemType.OVERLOADED) ? oneMore : late.getFirst();
    }

    private static void awaitInside(int calls) {
        await().until(() -> service.context().getBean(Admission.class).inside() == calls);
    }

    private static CompletableFuture<HttpResponse<String>> slowCall() {
        return CompletableFuture.supplyAsync(() -> service.post("/v1/models/shop-slow/score", BODY),
                (call) -> Thread.ofVirtual().start(call));
    }

    @Test
    void readmeNamesEveryKindWithItsStatus() {
        for (ProblemType type : ProblemType.values()) {
            String name = type.uri().substring(type.uri().lastIndexOf(':') + 1);
            assertThat(Readme.text())
                    .containsPattern("(?m)^\\|[^|]*\\b" + type.status() + "\\b[^|]*\\|.*`" + name + "`");
        }
    }

    private static void requireLikeExample(ProblemType type, int status, String body) {
        Problem example = ProblemExample.of(type).problem();
        JsonNode problem = new JsonMapper().readTree(body);
        assertThat(status).as(body).isEqualTo(type.status());
        assertThat(problem.get("type").asString()).isEqualTo(example.type());
        assertThat(problem.get("title").asString()).isEqualTo(example.title());
        assertThat(problem.get("status").asInt()).isEqualTo(example.status());
        assertThat(general(problem.get("detail").asString())).isEqualTo(general(example.detail()));
        assertThat(problem.has("errors")).isEqualTo(!example.faults().isEmpty());
        assertThat(body).doesNotContain("secret", "Exception");
    }

    /** A detail without what differs with the limits and the models. */
    private static String general(String detail) {
        return detail.replaceAll("\\d{3,}", "N").replaceAll("available: shop.*", "available: ...");
    }

    /** Counts of calls that were turned away, by series. */
    private static Map<String, Double> rejections() {
        return service.scrape()
                .entrySet()
                .stream()
                .filter((series) -> series.getKey().startsWith("multigate_rejected_total"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static double rejected(RejectionReason reason) {
        return rejections().getOrDefault("multigate_rejected_total{reason=\"" + reason.tag() + "\"}", Double.NaN);
    }

    @ParameterizedTest
    @CsvSource({"/v1/score,*/*", "/v1/score;x=1,text/plain", "/v1/scor%65,text/plain",
            "/v1/models/shop-mmoe/score;x=1,*/json"})
    void whatAsksForScoresIsCountedHoweverItIsWritten(String path, String type) {
        double before = rejected(RejectionReason.UNSUPPORTED);
        assertThat(service.send(post(path).setHeader("Content-Type", type)).statusCode()).isEqualTo(415);
        assertThat(rejected(RejectionReason.UNSUPPORTED)).isEqualTo(before + 1);
    }

    /** Swagger UI is the only one that reads a query. */
    @Test
    void aQueryThatIsNoneIsAProblemOfItsCaller(CapturedOutput output) throws IOException {
        String answer = RawRequest.send(service, "GET /swagger-ui.html?a=%zz");
        assertThat(answer).startsWith("HTTP/1.1 400")
                .contains("urn:multigate:problem:invalid-request", "the query is not encoded as URLs are");
        assertThat(output).doesNotContain("InvalidParameterException");
    }

    @Test
    void whatAsksForNoScoresIsNotCounted() {
        Map<String, Double> before = rejections();
        assertThat(service.get("/v1/models/shop-nothing").statusCode()).isEqualTo(404);
        assertThat(service.send(post("/v1/models").setHeader("Content-Type", "*/*")).statusCode()).isEqualTo(415);
        assertThat(rejections()).isEqualTo(before);
    }

    /** What asks for scores and gets none is counted under its reason alone, what asks for something else is not. */
    private static void requireCounted(ProblemType type, Map<String, Double> before) {
        List<RejectionReason> counted = switch (type) {
            case INVALID_REQUEST -> List.of(RejectionReason.INVALID);
            case UNAUTHORIZED -> List.of(RejectionReason.UNAUTHORIZED);
            case FORBIDDEN, FORBIDDEN_ORIGIN -> List.of(RejectionReason.FORBIDDEN);
            case ISSUER_UNREACHABLE -> List.of(RejectionReason.ISSUER_UNREACHABLE);
            case UNKNOWN_MODEL -> List.of(RejectionReason.UNKNOWN_MODEL);
            case MODEL_NOT_SERVING -> List.of(RejectionReason.NOT_SERVING);
            case BODY_TOO_LARGE -> List.of(RejectionReason.TOO_LARGE);
            case SLOW_BODY -> List.of(RejectionReason.SLOW_BODY);
            case NOT_ACCEPTABLE, UNSUPPORTED_MEDIA_TYPE -> List.of(RejectionReason.UNSUPPORTED);
            // Both are brought about together: by two calls that are late, and one too many.
            case OVERLOADED, DEADLINE_EXCEEDED ->
                List.of(RejectionReason.OVERLOADED, RejectionReason.DEADLINE, RejectionReason.DEADLINE);
            case NOT_FOUND, METHOD_NOT_ALLOWED, REFUSED_CHANGE, INTERNAL_ERROR -> List.of();
        };
        Map<String, Double> expected = new HashMap<>(before);
        counted.forEach((reason) -> expected.merge("multigate_rejected_total{reason=\"" + reason.tag() + "\"}", 1.0,
                Double::sum));
        assertThat(rejections()).isEqualTo(expected);
    }

}
