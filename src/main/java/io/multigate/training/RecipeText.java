package io.multigate.training;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import tools.jackson.databind.json.JsonMapper;

/** Writes YAML line by line, with comments, which no YAML library writes. */
final class RecipeText {

    private static final int WIDTH = 118;

    /** Words that need no quotes in any version of YAML, unless they are among {@link #RESERVED}. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    private static final Set<String> RESERVED = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

    private static final JsonMapper JSON = JsonMapper.shared();

    private final StringBuilder text = new StringBuilder();

    /** A name as YAML reads it back: in JSON's quotes, which are YAML's too, where it is not a plain word. */
    static String quoted(String name) {
        boolean plain = PLAIN.matcher(name).matches() && !RESERVED.contains(name.toLowerCase(Locale.ROOT));
        return plain ? name : escaped(JSON.writeValueAsString(name));
    }

    private static String escaped(String json) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < json.length(); i++) {
            char character = json.charAt(i);
            boolean plain = Character.isSurrogate(character) || isPrintable(character);
            escaped.append(plain ? String.valueOf(character) : String.format(Locale.ROOT, "\\u%04x", (int) character));
        }
        return escaped.toString();
    }

    RecipeText line(String line) {
        this.text.append(line).append('\n');
        return this;
    }

    /** A comment, broken into lines; whatever stands in it, it stays a comment. */
    RecipeText comment(String indent, String words) {
        StringBuilder line = new StringBuilder();
        for (String word : printable(words).split(" ", -1)) {
            if (line.length() > 0 && indent.length() + 3 + line.length() + word.length() > WIDTH) {
                line(indent + "# " + line);
                line.setLength(0);
            }
            line.append((line.length() > 0) ? " " : "").append(word);
        }
        return line(indent + "# " + line);
    }

    /** Line ends and characters that YAML allows nowhere become question marks. */
    private static String printable(String words) {
        return words.codePoints()
                .map((character) -> isPrintable(character) ? character : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE,
                    Character.UNASSIGNED, Character.PRIVATE_USE, Character.FORMAT ->
                false;
            default -> true;
        };
    }

    @Override
    public String toString() {
        return this.text.toString();
    }

}
