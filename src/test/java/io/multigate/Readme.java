package io.multigate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What README.md promises, read out of it, so that tests can hold the running service to it. */
public final class Readme {

    private static final Pattern SCORE = Pattern.compile(
            "```sh\n(curl [^`]*?/score [^`]*?-d '(?<body>[^']+)')\n```\n.*?```json\n(?<answer>.*?)\n```",
            Pattern.DOTALL);

    private static final String ERRORS = "\n### Errors\n";

    private Readme() {}

    /**
     * A row of the meter table.
     * @param name with dots
     * @param prometheusName in Prometheus' text, without a histogram's suffixes
     * @param tags the labels
     */
    public record Meter(String name, String prometheusName, List<String> tags) {}

    /**
     * A row of the configuration table.
     * @param property the key
     * @param defaultValue as it is printed
     */
    public record Property(String property, String defaultValue) {}

    public static String text() {
        try {
            return Files.readString(Path.of("README.md"));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** The body that the first curl posts. */
    public static String requestBody() {
        return score(beforeErrors()).group("body");
    }

    /** The answer that is printed below it. */
    public static String answer() {
        return score(beforeErrors()).group("answer");
    }

    /** The body that the curl under the heading "Errors" posts. */
    public static String badBody() {
        return score(errors()).group("body");
    }

    /** The problem that is printed below it. */
    public static String problem() {
        return score(errors()).group("answer");
    }

    private static String beforeErrors() {
        return text().substring(0, text().indexOf(ERRORS));
    }

    private static String errors() {
        return text().substring(text().indexOf(ERRORS));
    }

    private static Matcher score(String text) {
        Matcher matcher = SCORE.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("README.md shows no curl of the score endpoint with its answer");
        }
        return matcher;
    }

    /** The shipped models. */
    public static List<String> models() {
        try (Stream<Path> folders = Files.list(Path.of("models"))) {
            return folders.filter(Files::isDirectory).map((folder) -> folder.getFileName().toString()).sorted()
                    .toList();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    public static List<Meter> meters() {
        return rows("| meter |").stream()
                .map((cells) -> new Meter(code(cells.get(0)).getFirst(), code(cells.get(1)).getFirst(),
                        code(cells.get(2))))
                .toList();
    }

    public static List<Property> properties() {
        return rows("| property |").stream()
                .map((cells) -> new Property(code(cells.get(0)).getFirst(),
                        code(cells.get(1)).stream().findFirst().orElse("")))
                .toList();
    }

    /** The cells of the table whose header starts so. */
    private static List<List<String>> rows(String header) {
        List<String> lines = text().lines().toList();
        int start = 0;
        while (!lines.get(start).startsWith(header)) {
            start++;
        }
        List<List<String>> rows = new ArrayList<>();
        for (int i = start + 2; i < lines.size() && lines.get(i).startsWith("|"); i++) {
            rows.add(Stream.of(lines.get(i).split("\\|")).skip(1).map(String::strip).toList());
        }
        return rows;
    }

    /** The words in code font. */
    private static List<String> code(String cell) {
        return Pattern.compile("`([^`]+)`").matcher(cell).results().map((match) -> match.group(1)).toList();
    }

}
