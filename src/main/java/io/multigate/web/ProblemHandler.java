package io.multigate.web;

import io.multigate.admission.RejectedCallException;
import io.multigate.admission.RejectionReason;
import io.multigate.registry.ModelNotServingException;
import io.multigate.registry.RefusedChangeException;
import io.multigate.registry.UnknownModelException;
import io.multigate.scoring.FailedCallException;
import io.multigate.scoring.InvalidCallException;
import io.multigate.scoring.RejectionMetrics;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** The one place where exceptions become HTTP. */
@RestControllerAdvice
final class ProblemHandler extends ResponseEntityExceptionHandler {

    static final String MEDIA_TYPES = "the body must be application/json in UTF-8, plain or gzipped";

    static final String LATE = "the call took longer than it may";

    static final String NO_RESOURCE = "no resource at this path; the API is described at /v3/api-docs";

    static final String AVAILABLE = "available: application/json";

    private final RejectionMetrics rejections;

    ProblemHandler(RejectionMetrics rejections) {
        this.rejections = rejections;
    }

    @ExceptionHandler
    ResponseEntity<byte[]> invalid(InvalidCallException ex, HttpServletRequest request) {
        this.rejections.count(RejectionReason.INVALID);
        return Problem.of(ex, request).answer();
    }

    @ExceptionHandler
    ResponseEntity<byte[]> unknown(UnknownModelException ex, HttpServletRequest request) {
        ScoreCalls.countRefused(request, RejectionReason.UNKNOWN_MODEL, this.rejections);
        return Problem.of(ProblemType.UNKNOWN_MODEL, ex.getMessage(), request).answer();
    }

    @ExceptionHandler
    ResponseEntity<byte[]> notServing(ModelNotServingException ex, HttpServletRequest request) {
        ScoreCalls.countRefused(request, RejectionReason.NOT_SERVING, this.rejections);
        return Problem.of(ProblemType.MODEL_NOT_SERVING, ex.getMessage(), request).answer();
    }

    @ExceptionHandler
    ResponseEntity<byte[]> refused(RefusedChangeException ex, HttpServletRequest request) {
        return Problem.of(ProblemType.REFUSED_CHANGE, ex.getMessage(), request).answer();
    }

    @ExceptionHandler
    ResponseEntity<byte[]> rejected(RejectedCallException ex, HttpServletRequest request) {
        this.rejections.count(ex.reason());
        return switch (ex.reason()) {
            case OVERLOADED -> retryLater(Problem.of(ProblemType.OVERLOADED, OverloadValve.DETAIL,
                    request));
            case MEMORY -> retryLater(Problem.of(ProblemType.OVERLOADED,
                    "bodies and answers take as much memory as they may", request));
            case DEADLINE -> Problem.of(ProblemType.DEADLINE_EXCEEDED, LATE, request).answer();
            case SLOW_BODY, CUT_OFF, TOO_LARGE, INVALID, UNSUPPORTED, UNAUTHORIZED, ISSUER_UNREACHABLE, FORBIDDEN,
                    UNKNOWN_MODEL, NOT_SERVING ->
                throw new IllegalStateException(ex);
        };
    }

    private static ResponseEntity<byte[]> retryLater(Problem problem) {
        return ResponseEntity.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header(HttpHeaders.RETRY_AFTER, OverloadValve.RETRY_AFTER)
                .body(problem.toJson());
    }

    @ExceptionHandler
    ResponseEntity<byte[]> failed(FailedCallException ex, HttpServletRequest request) {
        return Problem.of(ProblemType.INTERNAL_ERROR, ProblemType.INTERNAL_ERROR.title(), request).answer();
    }

    @ExceptionHandler
    ResponseEntity<byte[]> unreadable(UnreadableBodyException ex, HttpServletRequest request) {
        this.rejections.count(ex.reason());
        Problem problem = Problem.of(ex.type(), ex.getMessage(), request);
        ProblemErrorController.expect(problem, request);
        return problem.answer();
    }

    /** Of a query, which Swagger UI alone reads. */
    @ExceptionHandler
    ResponseEntity<byte[]> malformed(InvalidParameterException ex, HttpServletRequest request) {
        return Problem.of(ProblemType.INVALID_REQUEST, "the query is not encoded as URLs are", request).answer();
    }

    /** Whatever Spring itself turns away: an unknown path, a method, a media type. */
    @Override
    protected ResponseEntity<Object> handleExceptionInternal(Exception ex, @Nullable Object body, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        HttpServletRequest http = ((ServletWebRequest) request).getRequest();
        if (status.isSameCodeAs(HttpStatus.NOT_ACCEPTABLE) || status.isSameCodeAs(HttpStatus.UNSUPPORTED_MEDIA_TYPE)) {
            ScoreCalls.countRefused(http, RejectionReason.UNSUPPORTED, this.rejections);
        }
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problem.of(status.value(), http).withDetail(detail(http, status, headers)).toJson());
    }

    private static String detail(HttpServletRequest request, HttpStatusCode status, HttpHeaders headers) {
        return switch (status.value()) {
            case 404 -> NO_RESOURCE;
            case 405 -> "allowed here: " + headers.getFirst(HttpHeaders.ALLOW);
            case 406 -> AVAILABLE;
            case 415 -> MEDIA_TYPES;
            default -> Problem.of(status.value(), request).title();
        };
    }

}
