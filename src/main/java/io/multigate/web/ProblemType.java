package io.multigate.web;

import java.util.Locale;

/** The kinds of problems that callers can tell apart. Their URIs are part of the contract. */
enum ProblemType {

    INVALID_REQUEST(400, "The request is not valid"),

    UNAUTHORIZED(401, "The caller is not known"),

    FORBIDDEN(403, "The caller may not do this"),

    FORBIDDEN_ORIGIN(403, "Pages of this origin may not call"),

    NOT_FOUND(404, "There is nothing at this path"),

    UNKNOWN_MODEL(404, "There is no such model or version"),

    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),

    NOT_ACCEPTABLE(406, "The answer is not available in an accepted type"),

    SLOW_BODY(408, "The body came too slowly"),

    REFUSED_CHANGE(409, "The change is refused"),

    BODY_TOO_LARGE(413, "The body is too large"),

    UNSUPPORTED_MEDIA_TYPE(415, "The body must be JSON in UTF-8"),

    INTERNAL_ERROR(500, "The service failed"),

    MODEL_NOT_SERVING(503, "The model does not serve"),

    OVERLOADED(503, "The service is overloaded"),

    ISSUER_UNREACHABLE(503, "The issuer of tokens does not answer"),

    DEADLINE_EXCEEDED(504, "The answer would come too late");

    private final int status;

    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return this.status;
    }

    String title() {
        return this.title;
    }

    String uri() {
        return "urn:multigate:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

}
