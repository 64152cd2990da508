package io.multigate.e2e;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a valid value wrong where its schema says what is right: of another type, out of range, missing, unknown, too
 * many, too long, too deep.
 *
 * @param components the document that holds the schemas
 * @param random chooses
 */
record WrongJson(JsonNode components, Random random) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final List<String> TEXTS = List.of("", " ", "\u0000", "\u202e", "\ud83d\ude00", "NaN", "-0", "null",
            "../../etc/passwd", "'; --", "<x>", "pCTR", "${7*7}", "e\u0301", "\uffff");

    private static final List<String> NUMBERS = List.of("0", "-1", "1.5", "-0.0", "1e400", "-1e400", "1e-400", "3.5e38",
            "2147483648", "-9223372036854775809", "123456789012345678901234567890");

    /** A place of a value, with what its schema says, and how to put something else there. */
    private record Place(JsonNode schema, Consumer<JsonNode> put, Runnable remove) {}

    /** Changes one place of a body. */
    void spoil(JsonNode schema, ObjectNode body) {
        List<Place> places = new ArrayList<>();
        collect(resolve(schema), body, places);
        if (places.isEmpty() || this.random.nextInt(8) == 0) {
            body.set(text(), any(2));
            return;
        }
        Place place = places.get(this.random.nextInt(places.size()));
        if (this.random.nextInt(6) == 0) {
            place.remove().run();
        } else {
            place.put().accept(wrong(place.schema()));
        }
    }

    private void collect(JsonNode schema, JsonNode value, List<Place> places) {
        if (value instanceof ObjectNode object) {
            object.propertyStream().toList().forEach((property) -> {
                String name = property.getKey();
                JsonNode inner = resolve(
                        schema.path("properties").optional(name).orElse(schema.path("additionalProperties")));
                places.add(new Place(inner, (other) -> object.set(name, other), () -> object.remove(name)));
                places.add(new Place(inner, (other) -> object.set(text(), other), () -> object.remove(name)));
                collect(inner, property.getValue(), places);
            });
        } else if (value instanceof ArrayNode array) {
            JsonNode inner = resolve(schema.path("items"));
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                places.add(new Place(inner, (other) -> array.set(index, other), () -> array.remove(index)));
                collect(inner, array.get(i), places);
            }
        }
    }

    private JsonNode resolve(JsonNode schema) {
        return schema.has("$ref") ? this.components.at(schema.get("$ref").asString().substring(1)) : schema;
    }

    /** A value just past a bound of the schema, or of any type. */
    JsonNode wrong(JsonNode schema) {
        List<JsonNode> beyond = new ArrayList<>();
        schema.optional("maximum").ifPresent((most) -> beyond.add(JSON.numberNode(most.asLong() + 1)));
        schema.optional("minimum").ifPresent((least) -> beyond.add(JSON.numberNode(least.asLong() - 1)));
        schema.optional("maxLength").ifPresent((most) -> beyond.add(JSON.stringNode("x".repeat(most.asInt() + 1))));
        schema.optional("maxItems").ifPresent((most) -> beyond.add(list(most.asInt() + 1)));
        schema.optional("minItems").ifPresent((least) -> beyond.add(list(least.asInt() - 1)));
        return (beyond.isEmpty() || this.random.nextInt(3) > 0)
                ? any(3)
                : beyond.get(this.random.nextInt(beyond.size()));
    }

    private static ArrayNode list(int length) {
        ArrayNode list = JSON.arrayNode();
        for (int i = 0; i < length; i++) {
            list.add("x");
        }
        return list;
    }

    private JsonNode any(int depth) {
        return switch (this.random.nextInt((depth > 0) ? 8 : 5)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(this.random.nextBoolean());
            case 2 -> number();
            case 3, 4 -> JSON.stringNode(text());
            case 5 -> JSON.arrayNode().add(any(depth - 1)).add(any(depth - 1));
            case 6 -> JSON.objectNode().set(text(), any(depth - 1));
            default -> nested(1 + this.random.nextInt(100));
        };
    }

    private JsonNode number() {
        String number = NUMBERS.get(this.random.nextInt(NUMBERS.size()));
        return number.matches("-?[0-9]+")
                ? JSON.numberNode(new BigInteger(number))
                : JSON.numberNode(new BigDecimal(number));
    }

    private JsonNode nested(int depth) {
        JsonNode value = JSON.nullNode();
        for (int i = 0; i < depth; i++) {
            value = this.random.nextBoolean() ? JSON.arrayNode().add(value) : JSON.objectNode().set("x", value);
        }
        return value;
    }

    /** A text that a program may stumble over, or one that nobody has sent before. */
    String text() {
        return switch (this.random.nextInt(4)) {
            case 0 -> Long.toString(this.random.nextLong(), 36);
            case 1 -> this.random.ints(1 + this.random.nextInt(12), 0x20, 0xd800)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            case 2 -> "x".repeat(1 << this.random.nextInt(16));
            default -> TEXTS.get(this.random.nextInt(TEXTS.size()));
        };
    }

}
