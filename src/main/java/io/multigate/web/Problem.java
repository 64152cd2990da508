package io.multigate.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.multigate.scoring.InvalidCallException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * What went wrong, as RFC 9457 wants it told. Written without a mapper, because the same words also leave through doors
 * that Spring does not guard.
 */
@Schema(description = "What went wrong, as RFC 9457 wants it told.")
record Problem(
        @Schema(description = "Names the kind of problem; stable, for programs to tell problems apart.",
                format = "uri") String type,
        @Schema(description = "The kind in words.") String title,
        @Schema(description = "The status of the answer.") int status,
        @Schema(description = "What happened this time, for a person.") String detail,
        @Schema(description = "The request's id, as in the header `X-Request-Id`.") String requestId,
        @JsonProperty("errors") @Schema(description = "Where fields are at fault, the first 20; absent when none is.",
                requiredMode = Schema.RequiredMode.NOT_REQUIRED) List<Fault> faults) {

    private static final JsonFactory JSON = new JsonFactory();

    /** A problem; without a detail its title says it all. */
    static Problem of(ProblemType type, @Nullable String detail, HttpServletRequest request) {
        return new Problem(type.uri(), type.title(), type.status(), (detail != null) ? detail : type.title(),
                RequestId.of(request), List.of());
    }

    /** The problem of a request that is not valid; its first fault stands in the detail too. */
    static Problem of(InvalidCallException invalid, HttpServletRequest request) {
        List<Fault> faults = invalid.faults().stream().map(Fault::of).toList();
        Fault first = faults.getFirst();
        String where = first.pointer().isEmpty() ? "" : first.pointer() + ": ";
        ProblemType type = ProblemType.INVALID_REQUEST;
        return new Problem(type.uri(), type.title(), type.status(), where + first.detail(), RequestId.of(request),
                faults);
    }

    /** The problem that a bare status stands for. */
    static Problem of(int status, HttpServletRequest request) {
        for (ProblemType type : List.of(ProblemType.INVALID_REQUEST, ProblemType.NOT_FOUND,
                ProblemType.METHOD_NOT_ALLOWED, ProblemType.NOT_ACCEPTABLE, ProblemType.BODY_TOO_LARGE,
                ProblemType.UNSUPPORTED_MEDIA_TYPE, ProblemType.INTERNAL_ERROR)) {
            if (type.status() == status) {
                return of(type, type.title(), request);
            }
        }
        HttpStatus known = HttpStatus.resolve(status);
        String phrase = (known != null) ? known.getReasonPhrase() : "Error";
        return new Problem("about:blank", phrase, status, phrase, RequestId.of(request), List.of());
    }

    /** The problem with more to say than its title. */
    Problem withDetail(String text) {
        return new Problem(this.type, this.title, this.status, text, this.requestId, this.faults);
    }

    /** The answer that carries it. */
    ResponseEntity<byte[]> answer() {
        return ResponseEntity.status(this.status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(toJson());
    }

    /** Answers with it where no controller is asked. */
    void send(HttpServletResponse response) throws IOException {
        writeHeaders(response);
        response.setStatus(this.status);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        byte[] json = toJson();
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }

    /** The headers that filters give every answer, for an answer that comes before them. */
    void writeHeaders(HttpServletResponse response) {
        response.setHeader(RequestId.HEADER, this.requestId);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
    }

    byte[] toJson() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("type", this.type);
            json.writeStringProperty("title", this.title);
            json.writeNumberProperty("status", this.status);
            json.writeStringProperty("detail", wellFormed(this.detail));
            json.writeStringProperty("requestId", this.requestId);
            if (!this.faults.isEmpty()) {
                json.writeArrayPropertyStart("errors");
                for (Fault fault : this.faults) {
                    json.writeStartObject();
                    json.writeStringProperty("pointer", wellFormed(fault.pointer()));
                    json.writeStringProperty("detail", wellFormed(fault.detail()));
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** The text without halves of surrogate pairs, which UTF-8 cannot say. */
    private static String wellFormed(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map((point) -> (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) ? 0xFFFD : point)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /** One field that is at fault. */
    @Schema(description = "One field that is at fault.")
    record Fault(@Schema(
            description = "Where, as a JSON pointer (RFC 6901); empty for the whole body. Instead of one of more than"
                    + " 512 characters that of a value around.") String pointer,
            @Schema(description = "What is wrong, and what is allowed.") String detail) {

        static Fault of(InvalidCallException.Fault fault) {
            return new Fault(fault.pointer(), fault.detail());
        }

    }

}
