package io.multigate.load;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/** Takes the first answer to a request for right, and holds all later ones to it: a score does not depend on the load. */
public final class EqualAnswers implements LoadGenerator.AnswerChecker {

    private final Map<Integer, String> first = new ConcurrentHashMap<>();

    @Override
    public @Nullable String fault(int request, String body) {
        String expected = this.first.putIfAbsent(request, body);
        return (expected == null || expected.equals(body)) ? null : "request " + request + " got another answer before";
    }

}
