package io.multigate.load;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.multigate.bundle.BundleReader;
import io.multigate.bundle.InvalidBundleException;
import io.multigate.bundle.ModelBundle;
import io.multigate.feature.FeatureEncoder;
import io.multigate.feature.FeatureRequest;
import io.multigate.feature.FeatureRow;
import io.multigate.inference.PlanCompiler;
import io.multigate.inference.Predictions;
import io.multigate.inference.Scorer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests made of the shipped models' golden examples, and what each version of {@link LiveModel} has to answer to each. The
 * expected scores come from plans in this process, which each load holds to the golden examples.
 */
public final class ExpectedAnswers implements LoadGenerator.AnswerChecker {

    /** Sent as the request's id, so that equal answers are equal texts. */
    public static final String REQUEST_ID = "load";

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final double CLOSE = 2e-6;

    private final List<FeatureRequest> requests;

    /** By the original's path: probabilities of click, of conversion after it and of both, of each request. */
    private final Map<Path, List<float[][]>> expected = new ConcurrentHashMap<>();

    private final Map<Integer, Set<String>> known = new ConcurrentHashMap<>();

    private final Set<Integer> versions = ConcurrentHashMap.newKeySet();

    /**
     * Requests.
     * @param candidates of each
     */
    public ExpectedAnswers(int candidates) {
        List<FeatureRequest> golden = Stream.of("shop-mmoe", "shop-esmm")
                .map((name) -> BundleReader.read(Path.of("models", name, "1")))
                .flatMap((bundle) -> bundle.golden().examples().stream())
                .map((example) -> example.request())
                .toList();
        List<FeatureRow> items = golden.stream().flatMap((request) -> request.candidates().stream()).toList();
        List<FeatureRequest> made = new ArrayList<>();
        for (int i = 0; i < golden.size(); i++) {
            int first = 7 * i;
            made.add(new FeatureRequest(golden.get(i).user(), golden.get(i).context(),
                    IntStream.range(first, first + candidates)
                            .mapToObj((number) -> items.get(number % items.size()))
                            .toList()));
        }
        this.requests = List.copyOf(made);
    }

    /** What to post. */
    public List<byte[]> bodies() {
        return this.requests.stream()
                .map((request) -> JSON.writeValueAsString(json(request)).getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** The versions whose right answers were seen. */
    Set<Integer> versions() {
        return Set.copyOf(this.versions);
    }

    private static Map<String, Object> json(FeatureRequest request) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("user", request.user().values());
        json.put("context", request.context().values());
        List<Map<String, Object>> candidates = new ArrayList<>();
        for (int i = 0; i < request.candidates().size(); i++) {
            candidates.add(Map.of("id", Integer.toString(i), "features", request.candidates().get(i).values()));
        }
        json.put("candidates", candidates);
        return json;
    }

    /** Each different text is looked at once. */
    @Override
    public @Nullable String fault(int request, String body) {
        Set<String> right = this.known.computeIfAbsent(request, (_) -> ConcurrentHashMap.newKeySet());
        if (right.contains(body)) {
            return null;
        }
        String fault = faultOfNew(request, body);
        if (fault == null) {
            right.add(body);
        }
        return fault;
    }

    private @Nullable String faultOfNew(int request, String body) {
        try {
            return faultOfNew(request, JSON.readTree(body));
        } catch (JacksonException | InvalidBundleException ex) {
            return "request " + request + " got what is no answer: " + ex.getMessage();
        }
    }

    private @Nullable String faultOfNew(int request, JsonNode answer) {
        String model = answer.path("model").asString("");
        Path original = model.equals(LiveModel.NAME)
                ? LiveModel.original(answer.path("version").asInt())
                : Path.of("models", model, "1");
        float[][] scores = this.expected.computeIfAbsent(original, this::scores).get(request);
        JsonNode rows = answer.path("scores");
        if (rows.size() != scores[0].length) {
            return rows.size() + " scores in place of " + scores[0].length;
        }
        for (int i = 0; i < rows.size(); i++) {
            JsonNode row = rows.get(i);
            if (!(row.path("id").asString("").equals(Integer.toString(i)) && isClose(row, "pCTR", scores[0][i])
                    && isClose(row, "pCVR", scores[1][i]) && isClose(row, "pCTCVR", scores[2][i]))) {
                return "candidate " + i + " of request " + request + " got " + row + " by version "
                        + answer.get("version") + ", expected " + scores[0][i] + ", " + scores[1][i] + " and "
                        + scores[2][i];
            }
        }
        this.versions.add(answer.path("version").asInt());
        return null;
    }

    /** What is missing or no number is close to nothing. */
    private static boolean isClose(JsonNode row, String name, float expected) {
        return Math.abs(row.path(name).asDouble(Double.NaN) - expected) <= CLOSE;
    }

    private List<float[][]> scores(Path original) {
        ModelBundle bundle = BundleReader.read(original);
        Scorer plan = PlanCompiler.compile(bundle.schema(), bundle.manifest().spec(), bundle.weights());
        FeatureEncoder encoder = new FeatureEncoder(bundle.schema());
        List<float[][]> scores = new ArrayList<>();
        for (FeatureRequest request : this.requests) {
            Predictions predictions = plan.score(encoder.encode(request));
            float[] click = predictions.values()[0];
            float[] conversion = predictions.values()[1];
            float[] both = new float[click.length];
            for (int i = 0; i < both.length; i++) {
                both[i] = click[i] * conversion[i];
            }
            scores.add(new float[][]{click, conversion, both});
        }
        return scores;
    }

}
