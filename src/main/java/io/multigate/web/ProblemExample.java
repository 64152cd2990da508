package io.multigate.web;

import java.util.List;

/**
 * A kind of problem as the API's description shows it.
 *
 * @param when when it is answered
 * @param problem one occurrence
 */
record ProblemExample(String when, Problem problem) {

    private static final String REQUEST_ID = "0c7a52de-3f63-4d4f-9c27-6a2a1d5b8f10";

    static ProblemExample of(ProblemType type) {
        return switch (type) {
            case INVALID_REQUEST -> invalidRequest();
            case UNAUTHORIZED -> example(type, "Keys or tokens are configured, and the call has none that is valid.",
                    Refusal.NOTHING_SENT);
            case FORBIDDEN -> example(type, "The key or token is valid, but not for this.",
                    "this takes a key of the role score, or a token of the scope multigate.score");
            case FORBIDDEN_ORIGIN -> example(type, "A page of an origin that `multigate.cors.origins` does not list"
                    + " called.", ProblemCorsProcessor.DETAIL);
            case NOT_FOUND -> example(type, "There is nothing at this path.", ProblemHandler.NO_RESOURCE);
            case UNKNOWN_MODEL -> example(type, "There is no such model or version; `detail` lists what exists.",
                    "unknown model 'shop-nothing'; available: shop-esmm, shop-mmoe, shop-shared-bottom");
            case METHOD_NOT_ALLOWED -> example(type, "The method is not allowed here; the header `Allow` lists those"
                    + " that are.", "allowed here: POST");
            case NOT_ACCEPTABLE -> example(type, "`Accept` asks for something else than JSON.",
                    ProblemHandler.AVAILABLE);
            case SLOW_BODY -> example(type, "The body did not come in time.", BodyReader.SLOW);
            case REFUSED_CHANGE -> example(type, "The change would leave the model without an answer, or the version"
                    + " does not pass its checks; nothing was changed.",
                    "version 1 of model 'shop-mmoe' is the only one that is loaded; load another before it is unloaded");
            case BODY_TOO_LARGE -> example(type, "The body has more bytes than `multigate.limits.body-size` (8 MB"
                    + " unless configured).", "the body has more than 8388608 bytes");
            case UNSUPPORTED_MEDIA_TYPE -> example(type, "The body is not sent as `application/json` in UTF-8, plain or"
                    + " gzipped.", ProblemHandler.MEDIA_TYPES);
            case INTERNAL_ERROR -> example(type, "The service failed; its log tells why under `requestId`.",
                    "The service failed");
            case MODEL_NOT_SERVING ->
                example(type, "The model or version exists, but failed its checks or is not loaded.",
                        "version 2 of model 'shop-mmoe' failed its checks and does not serve; loaded: [1]");
            case OVERLOADED -> example(type, "As many calls as may wait are waiting, or this one's turn would"
                    + " come too late; the header `Retry-After` says how many seconds to wait.",
                    OverloadValve.DETAIL);
            case ISSUER_UNREACHABLE -> example(type, "The token cannot be checked, because its issuer does not answer"
                    + " with its keys; the header `Retry-After` says how many seconds to wait.",
                    Refusal.UNREACHABLE);
            case DEADLINE_EXCEEDED ->
                example(type, "The call took longer than the caller or `multigate.admission.deadline`"
                        + " (2 s unless configured) allows.", ProblemHandler.LATE);
        };
    }

    private static ProblemExample invalidRequest() {
        ProblemType type = ProblemType.INVALID_REQUEST;
        Problem.Fault fault = new Problem.Fault("/candidates/0/features/price",
                "feature 'price' takes a number, not a string");
        return new ProblemExample("The body is not a score request; `errors` points at what is wrong.",
                new Problem(type.uri(), type.title(), type.status(), fault.pointer() + ": " + fault.detail(),
                        REQUEST_ID, List.of(fault)));
    }

    private static ProblemExample example(ProblemType type, String when, String detail) {
        return new ProblemExample(when,
                new Problem(type.uri(), type.title(), type.status(), detail, REQUEST_ID, List.of()));
    }

}
