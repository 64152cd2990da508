package io.multigate.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests that begin as an operation of the API's description has them and are then made wrong: path, method, headers,
 * the values of the body by their schemas, and its bytes. The same seed gives the same requests.
 */
final class WrongRequests {

    private static final JsonMapper JSON = new JsonMapper();

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD",
            "BREW");

    private static final List<String> WRONG_HEADERS = List.of("Content-Encoding: gzip", "Content-Encoding: br",
            "Content-Encoding: identity, gzip", "Accept: text/html", "Accept: nonsense", "Accept: */*;q=2",
            "X-API-Key: nobody", "Authorization: Bearer x.y.z", "Authorization: Basic eDp5", "Origin: https://evil",
            "X-Forwarded-For: 1.2.3.4", "Expect: 100-continue", "Range: bytes=0-0", "If-Match: \"x\"",
            "traceparent: 00-zz", "Cookie: JSESSIONID=1", "Accept-Encoding: gzip;q=x", "Accept-Language: xx-*-;q=9");

    private static final String DESCRIPTION = "/v3/api-docs";

    private static final String FORM = "application/x-www-form-urlencoded";

    private static final List<String> FORMS = List.of("a=b", "%zz", "a=%", "a=b&a=b&=", "%00=%ff");

    private static final List<String> WRONG_TYPES = List.of("text/plain", "application/xml", "nonsense", "",
            "application/json;charset=UTF-16", "application/json;charset=x", "multipart/form-data",
            "multipart/form-data; boundary=x", FORM, "*/*");

    private static final List<String> WRONG_PATHS = List.of("%00", "%2F", "%2e%2e", "..", "%zz", "%", ";x=1", "%ff",
            "%C0%80", "%5C", "a%0d%0ab");

    private final JsonNode document;

    private final Random random;

    private final WrongJson json;

    private final List<Operation> operations = new ArrayList<>();

    /** A method and path template, with what the description says of it. */
    private record Operation(String method, String path, JsonNode node) {}

    WrongRequests(JsonNode document, long seed) {
        this.document = document;
        this.random = new Random(seed);
        this.json = new WrongJson(document, this.random);
        document.get("paths")
                .propertyStream()
                .forEach((path) -> path.getValue()
                        .propertyStream()
                        .forEach((method) -> this.operations.add(new Operation(
                                method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()))));
    }

    /** Now and then what no operation takes: a form, or the description in some language; mostly an operation made wrong. */
    WrongRequest next() {
        if (oneIn(50)) {
            return form();
        }
        return oneIn(50) ? description() : operation();
    }

    private WrongRequest form() {
        byte[] body = choose(FORMS).getBytes(StandardCharsets.US_ASCII);
        return new WrongRequest(choose(METHODS), target(choose(this.operations)), List.of("Content-Type: " + FORM),
                body,
                body.length);
    }

    private WrongRequest description() {
        String language = Integer.toString(Character.MAX_RADIX + this.random.nextInt(1_000_000), Character.MAX_RADIX);
        return new WrongRequest("GET", DESCRIPTION, List.of("Accept-Language: x-" + language + ", de;q=0.5"),
                new byte[0], 0);
    }

    /** Operations with a body come up as often as all others together. */
    private WrongRequest operation() {
        boolean withBody = this.random.nextBoolean();
        List<Operation> candidates = this.operations.stream()
                .filter((operation) -> operation.node().has("requestBody") == withBody)
                .toList();
        Operation operation = choose(candidates);
        byte[] body = oneIn(10) ? this.json.text().getBytes(StandardCharsets.UTF_8) : body(operation);
        List<String> headers = headers(operation, body.length > 0);
        if (oneIn(20)) {
            body = gzipped(body);
            headers.add("Content-Encoding: gzip");
        }
        long announced = body.length;
        if (oneIn(50)) {
            announced = (this.random.nextBoolean() ? 1 : 8L << 20) + body.length;
        }
        return new WrongRequest(oneIn(12) ? choose(METHODS) : operation.method(), target(operation), headers, body,
                announced);
    }

    /** In one member or several, some of them empty, whole or cut. */
    private byte[] gzipped(byte[] body) {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        int empty = oneIn(3) ? this.random.nextInt(5_000) : 0;
        for (int i = 0; i < empty; i++) {
            gzip(members, new byte[0]);
        }
        int cut = this.random.nextInt(body.length + 1);
        gzip(members, Arrays.copyOf(body, cut));
        gzip(members, Arrays.copyOfRange(body, cut, body.length));
        return oneIn(4)
                ? Arrays.copyOf(members.toByteArray(), this.random.nextInt(members.size()))
                : members.toByteArray();
    }

    private static void gzip(ByteArrayOutputStream to, byte[] body) {
        try (GZIPOutputStream gzip = new GZIPOutputStream(to)) {
            gzip.write(body);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private boolean oneIn(int times) {
        return this.random.nextInt(times) == 0;
    }

    private <T> T choose(List<T> all) {
        return all.get(this.random.nextInt(all.size()));
    }

    private String target(Operation operation) {
        String path = operation.path();
        for (JsonNode parameter : parameters(operation, "path")) {
            String value = oneIn(3)
                    ? wrong(parameter.get("schema"), WRONG_PATHS, WrongRequests::encoded)
                    : parameter.get("example").asString();
            path = path.replace("{" + parameter.get("name").asString() + "}", value);
        }
        if (oneIn(20)) {
            path += "/" + choose(WRONG_PATHS);
        }
        return oneIn(20) ? path + "?" + encoded(this.json.text()) + "=" + encoded(this.json.text()) : path;
    }

    /** Path and query may have 8 KiB together with the headers; what is longer is refused before it is read. */
    private static String encoded(String text) {
        return URLEncoder.encode(text.substring(0, Math.min(text.length(), 300)), StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    private String wrong(JsonNode schema, List<String> special, Function<String, String> encode) {
        return oneIn(3) ? choose(special) : encode.apply(this.json.wrong(schema).asString("x"));
    }

    private List<JsonNode> parameters(Operation operation, String place) {
        return operation.node()
                .path("parameters")
                .valueStream()
                .map((parameter) -> parameter.has("$ref")
                        ? this.document.at(parameter.get("$ref").asString().substring(1))
                        : parameter)
                .filter((parameter) -> parameter.get("in").asString().equals(place))
                .toList();
    }

    private List<String> headers(Operation operation, boolean hasBody) {
        List<String> headers = new ArrayList<>();
        for (JsonNode parameter : parameters(operation, "header")) {
            String name = parameter.get("name").asString();
            if (oneIn(8)) {
                headers.add(name + ": " + parameter.path("example").asString("1"));
            }
            while (oneIn(8)) {
                headers.add(
                        name + ": " + wrong(parameter.get("schema"), List.of("", "1n", "0", "-1", "99999999H", "1 m"),
                                WrongRequests::visible));
            }
        }
        if (oneIn(10)) {
            headers.add("Content-Type: " + choose(WRONG_TYPES));
        } else if (hasBody && !oneIn(20)) {
            headers.add("Content-Type: application/json");
        }
        if (oneIn(8)) {
            headers.add(choose(WRONG_HEADERS));
        }
        return headers;
    }

    /** Without the characters that no header may hold, and not too long for all of them together. */
    private static String visible(String text) {
        return text.substring(0, Math.min(text.length(), 1_000)).replaceAll("[\\p{Cntrl}]", "?");
    }

    private byte[] body(Operation operation) {
        JsonNode media = operation.node().at("/requestBody/content/application~1json");
        if (media.isMissingNode()) {
            return new byte[0];
        }
        ObjectNode body = (ObjectNode) media.get("examples").valueStream().findFirst().orElseThrow().get("value")
                .deepCopy();
        for (int changes = this.random.nextInt(4); changes > 0; changes--) {
            this.json.spoil(media.get("schema"), body);
        }
        return oneIn(4) ? broken(JSON.writeValueAsBytes(body)) : JSON.writeValueAsBytes(body);
    }

    /** No longer JSON, or no longer what a parser may accept. */
    private byte[] broken(byte[] json) {
        int at = this.random.nextInt(json.length);
        byte[] start = Arrays.copyOf(json, at);
        byte[] rest = Arrays.copyOfRange(json, at, json.length);
        return switch (this.random.nextInt(5)) {
            case 0 -> start;
            case 1 -> join(start, new byte[]{(byte) this.random.nextInt(256)}, rest);
            case 2 -> join(start, "\\ud800".getBytes(StandardCharsets.US_ASCII), rest);
            case 3 -> new String(json, StandardCharsets.UTF_8).replaceFirst("\\{", "{\"candidates\": [], ")
                    .getBytes(StandardCharsets.UTF_8);
            default -> join(json, rest);
        };
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }

}
