package io.multigate.web;

import java.io.ByteArrayOutputStream;
import java.util.List;

import io.multigate.scoring.InvalidCallException.Fault;
import jakarta.servlet.http.HttpServletRequest;
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
 *
 * @param type its URI
 * @param title the same for each problem of a type
 * @param status HTTP's
 * @param detail about this occurrence
 * @param requestId the request's id
 * @param faults where fields are at fault
 */
record Problem(String type, String title, int status, String detail, String requestId, List<Fault> faults) {

    private static final JsonFactory JSON = new JsonFactory();

    /** A problem; without a detail its title says it all. */
    static Problem of(ProblemType type, @Nullable String detail, HttpServletRequest request) {
        return of(type, detail, request, List.of());
    }

    static Problem of(ProblemType type, @Nullable String detail, HttpServletRequest request, List<Fault> faults) {
        return new Problem(type.uri(), type.title(), type.status(), (detail != null) ? detail : type.title(),
                RequestId.of(request), faults);
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

}
