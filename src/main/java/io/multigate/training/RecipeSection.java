package io.multigate.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/**
 * A mapping in a recipe. Whatever is asked of it and is not there, or is of another kind, is an error with its path.
 */
final class RecipeSection {

    private final String path;

    private final JsonNode node;

    /**
     * A section with no keys but those allowed.
     * @param path the keys that lead here, empty for the whole recipe
     */
    RecipeSection(String path, JsonNode node, String... allowed) {
        this.path = path;
        this.node = node;
        if (!node.isObject()) {
            throw new InvalidRecipeException(
                    (path.isEmpty() ? "the recipe" : path) + " must be a mapping with the keys "
                            + String.join(", ", allowed));
        }
        for (String key : node.propertyNames()) {
            if (!List.of(allowed).contains(key)) {
                throw new InvalidRecipeException(
                        "unknown key '" + at(key) + "'; allowed: " + String.join(", ", allowed));
            }
        }
    }

    /** The keys that lead here. */
    String path() {
        return this.path;
    }

    /** The keys that lead to one of this section. */
    String at(String key) {
        return this.path.isEmpty() ? key : this.path + "." + key;
    }

    boolean has(String key) {
        return this.node.hasNonNull(key);
    }

    private JsonNode required(String key) {
        if (!has(key)) {
            throw new InvalidRecipeException("key '" + at(key) + "' is missing");
        }
        return this.node.get(key);
    }

    InvalidRecipeException wrong(String key, String allowed) {
        return new InvalidRecipeException(at(key) + " is " + this.node.get(key) + "; it must be " + allowed);
    }

    String text(String key) {
        JsonNode value = required(key);
        if (!value.isString() || value.stringValue().isBlank()) {
            throw wrong(key, "a text");
        }
        return value.stringValue();
    }

    int integer(String key, int least) {
        JsonNode value = required(key);
        if (!value.isInt() || value.intValue() < least) {
            throw wrong(key, "an integer of at least " + least);
        }
        return value.intValue();
    }

    int integer(String key, int least, int whenAbsent) {
        return has(key) ? integer(key, least) : whenAbsent;
    }

    long seed(String key, long whenAbsent) {
        if (has(key) && !required(key).isIntegralNumber()) {
            throw wrong(key, "an integer");
        }
        return has(key) ? required(key).longValue() : whenAbsent;
    }

    double number(String key, double whenAbsent) {
        return has(key) ? number(key) : whenAbsent;
    }

    double number(String key) {
        JsonNode value = required(key);
        if (!value.isNumber()) {
            throw wrong(key, "a number");
        }
        return value.doubleValue();
    }

    boolean flag(String key, boolean whenAbsent) {
        if (has(key) && !required(key).isBoolean()) {
            throw wrong(key, "true or false");
        }
        return has(key) ? required(key).booleanValue() : whenAbsent;
    }

    /** A list of layer sizes. */
    List<Integer> units(String key) {
        List<Integer> units = new ArrayList<>();
        for (JsonNode element : required(key)) {
            units.add(element.isInt() ? element.intValue() : 0);
        }
        if (!required(key).isArray() || units.stream().anyMatch((count) -> count < 1)) {
            throw wrong(key, "a list of integers of at least 1, such as [64, 32]");
        }
        return units;
    }

    /** Numbers by name; none when absent. */
    Map<String, Double> numbers(String key, List<String> allowed) {
        if (!has(key)) {
            return Map.of();
        }
        RecipeSection section = section(key, allowed.toArray(String[]::new));
        return section.node.propertyNames()
                .stream()
                .collect(Collectors.toMap((name) -> name, (name) -> section.number(name)));
    }

    /** One of an enum's constants, written in lower case with hyphens. */
    <E extends Enum<E>> E choice(String key, Class<E> type) {
        String text = required(key).asString("");
        for (E constant : type.getEnumConstants()) {
            if (written(constant).equals(text)) {
                return constant;
            }
        }
        throw wrong(key, "one of " + Arrays.stream(type.getEnumConstants())
                .map(RecipeSection::written)
                .collect(Collectors.joining(", ")));
    }

    <E extends Enum<E>> E choice(String key, E whenAbsent) {
        return has(key) ? choice(key, whenAbsent.getDeclaringClass()) : whenAbsent;
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    RecipeSection section(String key, String... allowed) {
        return new RecipeSection(at(key), required(key), allowed);
    }

    /**
     * The elements of a list.
     * @param reader makes one from its path and its value
     */
    <T> List<T> list(String key, BiFunction<String, JsonNode, T> reader) {
        JsonNode list = required(key);
        if (!list.isArray() || list.isEmpty()) {
            throw wrong(key, "a list with at least one element");
        }
        List<T> elements = new ArrayList<>();
        for (JsonNode element : list) {
            elements.add(reader.apply(at(key) + "[" + elements.size() + "]", element));
        }
        return elements;
    }

    /** This very section, with fewer keys allowed: once a choice is made, the keys of the other choices are wrong. */
    RecipeSection only(String... allowed) {
        return new RecipeSection(this.path, this.node, allowed);
    }

}
