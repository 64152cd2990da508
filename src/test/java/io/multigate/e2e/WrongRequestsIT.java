package io.multigate.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.multigate.load.Trend;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests made wrong by the API's description: each is answered in time and as documented, none by a failure of the
 * service, and they leave neither series of their own nor memory behind. {@code -Dfuzz.requests} says how many.
 */
class WrongRequestsIT {

    private static final JsonMapper JSON = new JsonMapper();

    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 2_000);

    private static final long SEED = Long.getLong("fuzz.seed", 20_261);

    /** Of which the first two warm the service up. */
    private static final int ROUNDS = 12;

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** Spring's own meter, whose series come of the few paths, methods, statuses and exceptions that there are. */
    private static final String HTTP = "http_server_requests";

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
            "UNKNOWN");

    /** The only failure that is right: one request after another is never too much. */
    private static final int LATE = 504;

    /** A deadline that passes before anything can be answered. */
    private static final Pattern NO_TIME = Pattern.compile(
            "(?i)(grpc-timeout|x-envoy-expected-rq-timeout-ms|x-request-timeout-ms): (0+|[0-9]{1,8}n)");

    private final JsonNode document = JSON.readTree(Path.of("src", "docs", "openapi.json").toFile());

    /** What Spring may call a path: its template, or a word for all that lead nowhere. */
    private final Set<String> paths = Stream
            .concat(this.document.get("paths").propertyStream().map(Map.Entry::getKey),
                    Stream.of("UNKNOWN", "NOT_FOUND", "/**", "/v3/api-docs"))
            .collect(Collectors.toSet());

    private final Schema problem = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(JSON.createObjectNode()
                    .put("$ref", "#/components/schemas/Problem")
                    .set("components", this.document.get("components")));

    private final WrongRequests requests = new WrongRequests(this.document, SEED);

    private final Map<Integer, Integer> statuses = new TreeMap<>();

    /** Of requests that left time for an answer. */
    private int late;

    private Duration slowest = Duration.ZERO;

    /** One for each status that a caller can bring about, by the status. */
    private static Map<Integer, WrongRequest> ofEachKind() {
        String json = "Content-Type: application/json";
        return Map.of(200, request("GET", "/v1/models", ""), 400, request("POST", "/v1/score", "{}", json), 403,
                request("GET", "/v1/admin", ""), 404, request("GET", "/v1", ""), 405,
                request("DELETE", "/v1/score", ""), 413,
                new WrongRequest("POST", "/v1/score", List.of(json), new byte[0], 9 << 20), 415,
                request("POST", "/v1/score", "{}", "Content-Type: text/plain"));
    }

    private static WrongRequest request(String method, String target, String body, String... headers) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new WrongRequest(method, target, List.of(headers), bytes, bytes.length);
    }

    @Test
    void wrongRequestsAreRefusedInTimeAndLeaveNothingBehind() throws Exception {
        try (RunningService service = RunningService.start("wrong-requests", "--multigate.admission.deadline=2s")) {
            ofEachKind().forEach((status, request) -> assertThat(send(service.port(), request))
                    .as("%s", request)
                    .isEqualTo(status));
            Set<String> known = Set.of();
            List<Double> heap = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < REQUESTS / ROUNDS; i++) {
                    this.statuses.merge(send(service.port(), this.requests.next()), 1, Integer::sum);
                }
                if (round == 1) {
                    known = series(service);
                }
                if (round >= 2) {
                    heap.add(service.seen().memory().liveHeap());
                }
            }
            Set<String> born = series(service);
            born.removeAll(known);
            Trend trend = new Trend(heap);
            System.out.println(REQUESTS / ROUNDS * ROUNDS + " wrong requests: " + this.statuses + ", the slowest in "
                    + this.slowest.toMillis() + " ms, " + this.late + " late though there was time, "
                    + known.size() + " series before, " + born.size() + " born, live heap " + trend);

            // Who is refused everything, or at the first door, finds nothing out.
            assertThat(this.statuses).containsKeys(200, 400, 404);
            assertThat(this.late).isLessThan(Math.ceilDiv(REQUESTS, 500));
            assertThat(born).allMatch((series) -> series.startsWith(HTTP))
                    .allSatisfy((series) -> assertThat(label(series, "method")).isIn(METHODS))
                    .allSatisfy((series) -> assertThat(label(series, "uri")).isIn(this.paths));
            assertThat(trend.flat()).as("%s", trend).isTrue();
        }
    }

    private int send(int port, WrongRequest request) {
        long start = System.nanoTime();
        RawAnswer answer;
        try {
            answer = RawAnswer.of(port, request.bytes(), LIMIT);
        } catch (IOException ex) {
            throw new AssertionError("no answer to " + request, ex);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(took).as("%s", request).isLessThan(LIMIT);
        this.slowest = (took.compareTo(this.slowest) > 0) ? took : this.slowest;
        assertThat(answer.status() < 500 || answer.status() == LATE).as("%s: %s", request, answer).isTrue();
        if (answer.status() == LATE && request.headers().stream().noneMatch((one) -> NO_TIME.matcher(one).matches())) {
            this.late++;
        }
        if (answer.status() >= 400 && !request.method().equals("HEAD")) {
            requireProblem(request, answer);
        }
        return answer.status();
    }

    private void requireProblem(WrongRequest request, RawAnswer answer) {
        assertThat(answer.headers().get("content-type")).as("%s: %s", request, answer)
                .isEqualTo("application/problem+json");
        JsonNode told = JSON.readTree(answer.body());
        assertThat(this.problem.validate(told)).as("%s: %s", request, answer).isEmpty();
        assertThat(told.get("status").asInt()).isEqualTo(answer.status());
        assertThat(told.get("requestId").asString()).isEqualTo(answer.headers().get("x-request-id"));
    }

    private static String label(String series, String name) {
        Matcher matcher = Pattern.compile("[{,]" + name + "=\"([^\"]*)\"").matcher(series);
        return matcher.find() ? matcher.group(1) : "none";
    }

    /** Without those of the virtual machine, to which a garbage collection adds its causes. */
    private static Set<String> series(RunningService service) throws IOException, InterruptedException {
        return service.scrape().body()
                .lines()
                .filter((line) -> !line.startsWith("#") && !line.startsWith("jvm_"))
                .map((line) -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

}
