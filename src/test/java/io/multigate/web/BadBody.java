package io.multigate.web;

import java.nio.charset.StandardCharsets;

/**
 * A body that must be refused, and what the answer must say.
 *
 * @param name in words
 * @param body as it is sent
 * @param pointer where the first error lies
 */
record BadBody(String name, byte[] body, String pointer) {

    BadBody(String name, String body, String pointer) {
        this(name, body.getBytes(StandardCharsets.UTF_8), pointer);
    }

    /** A request for one candidate with these features, written as JSON. */
    static String candidates(String features) {
        return "{\"candidates\": [{\"id\": \"a\", \"features\": " + features + "}]}";
    }

    @Override
    public String toString() {
        return this.name;
    }

}
