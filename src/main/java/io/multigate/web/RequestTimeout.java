package io.multigate.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.multigate.scoring.InvalidCallException;
import io.multigate.scoring.InvalidCallException.Fault;
import jakarta.servlet.http.HttpServletRequest;

/**
 * How long a caller says that it will wait: the first header that is there of {@code grpc-timeout} (gRPC's own form, such
 * as {@code 250m}), {@code x-envoy-expected-rq-timeout-ms}, which Envoy and Istio set, and {@code X-Request-Timeout-Ms}.
 */
final class RequestTimeout {

    static final String GRPC = "grpc-timeout";

    static final String ENVOY = "x-envoy-expected-rq-timeout-ms";

    static final String OWN = "X-Request-Timeout-Ms";

    /** Ten digits of milliseconds are four months; more is as good as none. */
    private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{1,10}");

    /** gRPC over HTTP/2, "Requests": at most eight digits and a unit. */
    private static final Pattern TIMEOUT = Pattern.compile("([0-9]{1,8})([HMSmun])");

    private RequestTimeout() {}

    /**
     * What the headers say; empty if they say nothing.
     * @throws InvalidCallException if the one that counts cannot be read
     */
    static Optional<Duration> of(HttpServletRequest request) {
        String grpc = request.getHeader(GRPC);
        if (grpc != null) {
            return Optional.of(grpc(grpc));
        }
        for (String name : List.of(ENVOY, OWN)) {
            String value = request.getHeader(name);
            if (value != null) {
                return Optional.of(milliseconds(name, value));
            }
        }
        return Optional.empty();
    }

    static Duration milliseconds(String header, String value) {
        if (!MILLISECONDS.matcher(value).matches()) {
            throw invalid(header, "takes milliseconds, 1 to 10 digits, such as 250");
        }
        return Duration.ofMillis(Long.parseLong(value));
    }

    static Duration grpc(String value) {
        Matcher matcher = TIMEOUT.matcher(value);
        if (!matcher.matches()) {
            throw invalid(GRPC, "takes 1 to 8 digits and one of H, M, S, m, u and n, such as 250m");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "H" -> Duration.ofHours(amount);
            case "M" -> Duration.ofMinutes(amount);
            case "S" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMillis(amount);
            case "u" -> Duration.ofNanos(1_000 * amount);
            default -> Duration.ofNanos(amount);
        };
    }

    private static InvalidCallException invalid(String header, String detail) {
        return new InvalidCallException(List.of(new Fault("", "the header " + header + " " + detail)));
    }

}
