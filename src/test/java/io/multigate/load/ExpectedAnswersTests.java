package io.multigate.load;

import java.nio.file.Path;

import io.multigate.RunningService;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** An answer that is wrong in one place is a fault: without that no load proves anything. */
class ExpectedAnswersTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final ExpectedAnswers EXPECTED = new ExpectedAnswers(5);

    private static final int REQUEST = 3;

    private static String answer;

    @BeforeAll
    static void ask() {
        try (RunningService service = RunningService.start(Path.of("models"), "--multigate.load.oracle=false")) {
            answer = service.post("/v1/models/shop-mmoe/score", EXPECTED.bodies().get(REQUEST)).body();
        }
    }

    private static ObjectNode copy() {
        return (ObjectNode) JSON.readTree(answer);
    }

    private static ObjectNode score(ObjectNode whole, int candidate) {
        return (ObjectNode) whole.get("scores").get(candidate);
    }

    private static void requireFault(ObjectNode changed, String fault) {
        assertThat(EXPECTED.fault(REQUEST, changed.toString())).contains(fault);
    }

    @Test
    void whatTheServiceAnswersIsRightAndRightForNoOtherRequest() {
        assertThat(EXPECTED.fault(REQUEST, answer)).isNull();
        assertThat(EXPECTED.fault(REQUEST + 1, answer)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"pCTR,0.001", "pCTR,-0.001", "pCVR,0.001", "pCVR,-0.001", "pCTCVR,0.001", "pCTCVR,-0.001",
            "pCTR,NaN"})
    void oneScoreThatIsSlightlyOff(String score, double by) {
        ObjectNode changed = copy();
        score(changed, 4).put(score, score(changed, 4).get(score).asDouble() + by);

        requireFault(changed, "candidate 4 of request 3 got");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "pCTR", "pCVR", "pCTCVR"})
    void whatACandidateLacks(String name) {
        ObjectNode changed = copy();
        score(changed, 0).remove(name);

        requireFault(changed, "candidate 0 of request 3 got");
    }

    @Test
    void idsThatAreSwapped() {
        ObjectNode changed = copy();
        score(changed, 1).put("id", "2");
        score(changed, 2).put("id", "1");

        requireFault(changed, "candidate 1 of request 3 got");
    }

    @Test
    void scoresThatAreMissing() {
        ObjectNode changed = copy();
        changed.remove("scores");

        requireFault(changed, "0 scores in place of 5");
    }

    @Test
    void theScoresOfAnotherModel() {
        requireFault(copy().put("model", "shop-esmm"), "candidate 0 of request 3 got");
        requireFault(copy().put("model", "shop-nothing"), "request 3 got what is no answer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "502 Bad Gateway"})
    void whatIsNoAnswer(String body) {
        assertThat(EXPECTED.fault(REQUEST, body)).isNotNull();
    }

}
