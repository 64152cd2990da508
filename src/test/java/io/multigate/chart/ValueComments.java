package io.multigate.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The comments of values.yaml, each with the value that it stands above. */
final class ValueComments {

    private static final Pattern KEY = Pattern.compile("( *)([A-Za-z0-9]+):.*");

    private static final String FIRST_LINE = "# -- ";

    private final JsonNode values;

    private final List<Described> described = new ArrayList<>();

    private ValueComments(JsonNode values) {
        this.values = values;
    }

    /**
     * A value and what its comment says of it.
     * @param path its keys, with dots between them
     */
    record Described(String path, JsonNode value, String comment) {

        /** A row of a Markdown table. */
        String row() {
            String text = JsonMapper.shared().writeValueAsString(this.value);
            return "| `" + this.path + "` | `" + text.replace("|", "\\|") + "` | " + this.comment.replace("|", "\\|")
                    + " |\n";
        }

    }

    /** Reads them in the file's order. */
    static List<Described> of(List<String> lines, JsonNode values) {
        ValueComments comments = new ValueComments(values);
        comments.read(lines);
        return comments.described;
    }

    private void read(List<String> lines) {
        List<String> keys = new ArrayList<>();
        StringBuilder comment = new StringBuilder();
        for (String line : lines) {
            Matcher key = KEY.matcher(line);
            String text = line.strip();
            if (text.startsWith(FIRST_LINE)) {
                comment.replace(0, comment.length(), text.substring(FIRST_LINE.length()));
            } else if (text.startsWith("#") && !comment.isEmpty()) {
                comment.append(text.substring(1));
            } else if (key.matches()) {
                int depth = key.group(1).length() / 2;
                keys.subList(depth, keys.size()).clear();
                keys.add(key.group(2));
                if (!comment.isEmpty()) {
                    JsonNode value = this.values.at("/" + String.join("/", keys));
                    this.described.add(new Described(String.join(".", keys), value, comment.toString()));
                    comment.setLength(0);
                }
            }
        }
    }

}
