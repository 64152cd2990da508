package io.multigate.web;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import io.multigate.admission.Admission;
import io.multigate.registry.ModelRegistry;
import io.multigate.registry.ServingModel;
import io.multigate.scoring.AdmissionProperties;
import io.multigate.scoring.RejectionMetrics;
import io.multigate.scoring.ScoringService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes score calls. The model is looked up and a place inside taken before a byte of the body is read; the body goes to
 * the scoring threads as it came.
 */
@Tag(name = OpenApiConfiguration.SCORES)
@RestController
@RequestMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
final class ScoreController {

    private final ModelRegistry registry;

    private final Admission admission;

    private final ScoringService scoring;

    private final LimitsProperties limits;

    private final BodyReader bodies;

    private final AnswerSender answers;

    private final StrictJson json;

    ScoreController(ModelRegistry registry, Admission admission, ScoringService scoring, RejectionMetrics rejections,
            LimitsProperties limits, AdmissionProperties properties) {
        this.registry = registry;
        this.admission = admission;
        this.scoring = scoring;
        this.limits = limits;
        this.bodies = new BodyReader(Math.toIntExact(limits.bodySize().toBytes()));
        this.answers = new AnswerSender(admission, rejections, properties.sending());
        this.json = new StrictJson(limits);
    }

    @Operation(operationId = "scoreWithDefault", summary = "Score with the default model",
            description = "Scores the candidates with the model of `multigate.models.default`.")
    @ScoreOperation
    @PostMapping("/v1/score")
    void score(HttpServletRequest request, HttpServletResponse response)
            throws HttpMediaTypeNotSupportedException, IOException {
        answer(this.registry.snapshot().serving(), request, response);
    }

    @Operation(operationId = "score", summary = "Score with a model",
            description = "Scores the candidates with the version that answers for the model.")
    @ScoreOperation
    @PostMapping("/v1/models/{model}/score")
    void score(@ModelName @PathVariable String model, HttpServletRequest request,
            HttpServletResponse response) throws HttpMediaTypeNotSupportedException, IOException {
        answer(this.registry.snapshot().serving(model), request, response);
    }

    @Operation(operationId = "scoreWithVersion", summary = "Score with one version of a model",
            description = "Scores the candidates with the version that is named, whichever answers for the model.")
    @ScoreOperation
    @PostMapping("/v1/models/{model}/versions/{version}/score")
    void score(@ModelName @PathVariable String model,
            @VersionNumber @PathVariable String version, HttpServletRequest request,
            HttpServletResponse response) throws HttpMediaTypeNotSupportedException, IOException {
        answer(this.registry.snapshot().serving(model, version), request, response);
    }

    private void answer(ServingModel model, HttpServletRequest request, HttpServletResponse response)
            throws HttpMediaTypeNotSupportedException, IOException {
        requireReadable(request);
        this.bodies.checkAnnounced(request);
        Admission.Entry entry = RequestTimeout.of(request).map(this.admission::enter).orElseGet(this.admission::enter);
        this.answers.send(this.scoring.score(model, call(request, entry), entry), request, response);
    }

    /** A body that cannot be read gives its place back at once. */
    private HttpScoringCall call(HttpServletRequest request, Admission.Entry entry) {
        boolean read = false;
        try {
            byte[] body = this.bodies.read(request, entry);
            HttpScoringCall call = new HttpScoringCall(this.json, this.limits, body, RequestId.of(request));
            read = true;
            return call;
        } finally {
            if (!read) {
                entry.close();
            }
        }
    }

    private static void requireReadable(HttpServletRequest request) throws HttpMediaTypeNotSupportedException {
        String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        MediaType type = MediaType.parseMediaType(request.getContentType());
        Charset charset = Optional.ofNullable(type.getCharset()).orElse(StandardCharsets.UTF_8);
        if (!charset.equals(StandardCharsets.UTF_8) || !BodyReader.reads(coding)) {
            throw new HttpMediaTypeNotSupportedException(type, List.of(MediaType.APPLICATION_JSON));
        }
    }

}
